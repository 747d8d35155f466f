"""The setting that says which model finds names; apart from the models, so that checking it loads none.

What belongs here: its forms. What does not: opening a model (name_models.py).
"""

from __future__ import annotations

from warehouse.errors import BadConfiguration

OWN, RULES, SPACY, GLINER = "own", "rules", "spacy", "gliner"


def read_name_setting(setting: str) -> tuple[str, str]:
    """The kind of model and, for other libraries' models, its name. Raises BadConfiguration."""
    kind, _, name = setting.partition(":")
    if setting not in (OWN, RULES) and (kind not in (SPACY, GLINER) or not name):
        raise BadConfiguration(
            f'name_model is {setting!r}; it must be "{OWN}", "{RULES}", "{SPACY}:PIPELINE" or "{GLINER}:MODEL".'
        )
    return kind, name
