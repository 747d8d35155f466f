"""Which texts repeat each other: fingerprints, comparing two texts with evidence, groups, and who came first.

What belongs here: computing on texts in memory. What does not: finding candidates in the archive (warehouse/copies).
"""
