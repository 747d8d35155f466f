"""Time expressions in running text (TIMEX3): "last Friday", "in the 1990s", "three days later".

`find` is the way in; rules and words are data (rules.toml, words_*.toml).
"""
