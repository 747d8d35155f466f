"""Which origin a page claims for its article. All sites are made up."""

from __future__ import annotations

import pytest

from tasks.parse.parts.origins import claimed_origin, is_other_site, read_origin_line
from tasks.records import Dateline, Origin

OWN = "https://blog.example/2021/lock"
QUAY = "https://quay-tribune.example/lock"


@pytest.mark.parametrize(
    ("line", "name", "url"),
    [
        ("Source: The Quay Tribune", "The Quay Tribune", None),
        ("Source: https://quay-tribune.example/lock", None, QUAY),
        ("via The Quay Tribune", "The Quay Tribune", None),
        ("Quelle: Hafenzeitung", "Hafenzeitung", None),
        ("Source : Le Quai", "Le Quai", None),
        ("Fuente: El Muelle", "El Muelle", None),
        ("Originally published at quay-tribune.example.", "quay-tribune.example", None),
        ("Originally published by The Quay Tribune on 4 July 2021.", "The Quay Tribune", None),
        ("This post first appeared in the Quay Tribune.", "Quay Tribune", None),
        ("This article originally appeared on Quay Tribune: https://quay-tribune.example/lock", "Quay Tribune", QUAY),
        ("Dieser Artikel ist zuerst erschienen in der Hafenzeitung.", "Hafenzeitung", None),
        ("Cet article a été initialement publié par Le Quai.", "Le Quai", None),
        ("Este artículo fue publicado originalmente en El Muelle.", "El Muelle", None),
    ],
)
def test_a_line_names_the_origin(line: str, name: str | None, url: str | None) -> None:
    claim = read_origin_line(line)
    assert claim is not None
    assert (claim.name, claim.url) == (name, url)


@pytest.mark.parametrize(
    "line",
    [
        "The source: a pipe that leads under the harbour to the northern lock.",
        "Via the northern lock ships reach the sea within an hour.",
        "The report was published by a ministry that nobody had heard of before.",
        "First published 4 July 2021",
        "She was first seen in Harwich.",
    ],
)
def test_a_sentence_about_other_things_names_none(line: str) -> None:
    assert read_origin_line(line) is None


def test_the_link_of_the_name_is_the_origins_address() -> None:
    origin = claimed_origin(OWN, (), ["Source: The Quay Tribune"], {"The Quay Tribune": QUAY + "?utm_source=x"}, None)
    assert origin == Origin("The Quay Tribune", QUAY, "origin-labelled")


def test_a_canonical_link_to_another_site_is_a_claim_and_one_to_the_own_site_is_none() -> None:
    assert claimed_origin(OWN, (("canonical-link", QUAY),), (), {}, None) == Origin(None, QUAY, "canonical-link")
    assert claimed_origin(OWN, (("canonical-link", "https://www.blog.example/lock"),), (), {}, None) is None


def test_an_agencys_dateline_is_a_claim_on_every_site_but_its_own() -> None:
    dateline = Dateline(1, "Kabul", "Reuters", None)
    assert claimed_origin(OWN, (), (), {}, dateline) == Origin("Reuters", None, "origin-dateline")
    assert claimed_origin("https://www.reuters.com/x", (), (), {}, dateline) is None


def test_hosts_below_one_name_are_one_site() -> None:
    assert not is_other_site("https://amp.quay.example/1", "https://www.quay.example/1")
    assert not is_other_site("https://news.quay.co.uk/1", "https://quay.co.uk/1")
    assert is_other_site("https://news.quay.co.uk/1", "https://news.jetty.co.uk/1")
    assert not is_other_site(None, OWN)
