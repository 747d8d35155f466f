"""When, in what order, with what settings: Prefect flows, their steps and the command line."""
