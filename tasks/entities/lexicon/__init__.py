"""What is known of names beforehand: lists of words and people, and the gazetteer of places."""
