"""Copies, quotations and stories across the archive: candidates found in Parquet files, decisions for a batch.

`decide` is the way in. Comparing two texts is in tasks/copies.
"""
