"""Pages that are no article but a notice of the web server: a challenge, a wall of consent, "page not found".

What belongs here: telling them by their text, in the languages of notices.toml. What does not: status codes, reading.
"""
