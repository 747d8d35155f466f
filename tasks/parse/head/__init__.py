"""What an HTML page says of its article: headline, authors, standfirst, address, linked data.

What belongs here: the page's head and what repeats it in print. What does not: the article's body (tasks/parse/html),
dates (tasks/dates), heads of text without markup (tasks/parse/plain/head.py).
"""
