"""Asking the warehouse: DuckDB over the published files, its views, checks and look-ups.

SQL stands in warehouse/sql.
"""
