"""Whom or what a name means: one entity for all its forms in a document, one place for its name.

`join` makes entities of candidates, `resolve_places` chooses places.
"""
