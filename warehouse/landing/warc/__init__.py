"""Crawl archives (WARC, ARC) as raw documents: every record that can still be read is read, damage has its row.

What belongs here: unpacking gzip members, finding records, their heads, and the answers of web servers in them. What
does not: other containers, and what a document says.
"""

from warehouse.landing.warc.records import holds_records, read_records

__all__ = ["holds_records", "read_records"]
