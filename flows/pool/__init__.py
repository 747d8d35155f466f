"""Where work runs and how it is kept in bounds: processes, a Dask cluster, the guard of one document, the watchdog."""
