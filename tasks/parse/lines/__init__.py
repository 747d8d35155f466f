"""What a single line of text looks like: a stamp, a control, a name, "X wrote:", or several of these glued together.

What belongs here: judging one line by itself, and the words for it (vocabulary.toml). What does not: what stands above
or below it (tasks/parse/plain, tasks/parse/comments).
"""
