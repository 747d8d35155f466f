"""Side-by-side measurements, run by hand: `python -m benchmarks.ingest PAGES`, or all of them with `make bench`."""
