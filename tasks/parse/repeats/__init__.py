"""What stands on a page twice or comes from elsewhere: repeats, pull quotes, quoted documents, quoted comments."""
