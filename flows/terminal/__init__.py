"""What a person sees on the terminal: tables, progress, answers as JSON lines."""
