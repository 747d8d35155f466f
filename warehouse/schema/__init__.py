"""Every table once: columns, types, meanings (tables, finding_tables), and how records become rows (rows)."""
