"""Dates: printed stamps, the date of publication, time expressions in text."""
