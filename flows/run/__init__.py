"""Carrying out an ingest: the pipeline in reading order, its steps, the work on one shard, reading one document."""
