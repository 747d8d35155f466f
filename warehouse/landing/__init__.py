"""Raw input: folders, JSON lines, archives and WARC files, streamed as raw documents."""
