"""Who said what: quotations and reported speech (find), their speakers, transcripts."""
