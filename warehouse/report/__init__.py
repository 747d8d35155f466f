"""Pages for people: the report, its charts, two documents side by side. Templates stand in `templates`."""
