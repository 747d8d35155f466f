"""A printed date or clock ("July 5, 2021 at 9:12 AM", "2 hours ago", "14.07.2021"): reading one into a `Moment`."""
