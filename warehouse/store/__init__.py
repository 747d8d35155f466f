"""Parquet files that are published whole or not at all: commit records, staging, shards on their way.

What belongs here: the only code that writes the warehouse. What does not: what the rows say (warehouse/schema).
"""
