"""Which paragraphs are notes about a change of the article, and which day they give for it."""

from __future__ import annotations

import pytest

from tasks.parse.parts.notes import read_note


@pytest.mark.parametrize(
    ("text", "rule", "day"),
    [
        ("This article was amended on 14 July 2021 to correct the lock's name.", "note-correction", "2021-07-14"),
        ("• This story was corrected on July 14, 2021. The lock is 40 metres long.", "note-correction", "2021-07-14"),
        ("Correction: an earlier version said the bridge opened on 3 May 2020.", "note-correction", None),
        ("Correction (July 14, 2021): the bridge is four hundred metres long.", "note-correction", "2021-07-14"),
        ("An earlier version of this article misstated the length of the span.", "note-correction", None),
        ("Update, 14 July 2021: the board has answered our questions by now.", "note-update", "2021-07-14"),
        ("Editor's note: This story has been updated to add a statement.", "note-update", None),
        ("Editor’s note: the interview was held on two days and in two languages.", "note-editor", None),
        ("Dieser Artikel wurde am 14. Juli 2021 aktualisiert und ergänzt.", "note-update", "2021-07-14"),
        ("Korrektur: In einer früheren Version hieß es, die Brücke sei kurz.", "note-correction", None),
        ("In einer früheren Version dieses Artikels hieß die Brücke anders.", "note-correction", None),
        ("Cet article a été modifié le 14 juillet 2021 pour corriger une date.", "note-correction", "2021-07-14"),
        ("Mise à jour : la mairie a répondu depuis à toutes nos questions.", "note-update", None),
        ("Este artículo ha sido corregido el 14 de julio de 2021 por un error.", "note-correction", "2021-07-14"),
        ("Fe de errores: una versión anterior daba otro nombre al puente.", "note-correction", None),
    ],
)
def test_a_note_is_told_by_its_beginning_and_dated_by_its_own_day(text: str, rule: str, day: str | None) -> None:
    note = read_note(text)
    assert note is not None
    assert (note.rule, None if note.changed is None else note.changed.isoformat()) == (rule, day)


@pytest.mark.parametrize(
    "text",
    [
        "The story was changed by the rain that fell on Monday night.",
        "Correction in the market: shares fell on Monday by a tenth.",
        "Updates are available on the site of the ministry for all.",
        "The harbour board closed the lock. This article has been updated.",
        "Correction",
    ],
)
def test_what_speaks_of_other_changes_is_no_note(text: str) -> None:
    assert read_note(text) is None
