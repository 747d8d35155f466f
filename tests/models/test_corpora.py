"""What the training corpora are turned into."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.corpora import CORPORA, UNKNOWN, read_corpus


def _names(tmp_path: Path, corpus: str, rows: str) -> list[tuple[str, str]]:
    """The names of a sentence written `token/tag` or `token/tag/original`."""
    lines = ["\t".join(row.split("/")) for row in rows.split()]
    path = tmp_path / f"{corpus}.iob2"
    path.write_text("# doc = one\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (sentence,) = read_corpus(path)
    return [(sentence.text[name.start : name.end], " ".join(sorted(name.types))) for name in sentence.names]


def test_every_corpus_says_how_it_is_used() -> None:
    assert all(0 < corpus.share <= 1 for corpus in CORPORA.values())


def test_titles_are_no_part_of_a_persons_name(tmp_path: Path) -> None:
    rows = "President/B-PER Omar/I-PER Zubrik/I-PER left/O"
    assert _names(tmp_path, "gmb-voa", rows) == [("Omar Zubrik", "PERSON")]


def test_a_title_alone_is_no_name(tmp_path: Path) -> None:
    assert _names(tmp_path, "gmb-voa", "President/B-PER left/O") == []


@pytest.mark.parametrize("tag", ["O", "B-LOC", "B-NORP", "B-MISC"])
def test_demonyms_are_of_one_type_however_they_are_tagged(tmp_path: Path, tag: str) -> None:
    assert _names(tmp_path, "wikigold-part", f"the/O Afghan/{tag} side/O") == [("Afghan", "NORP")]


def test_countries_are_places_though_a_corpus_takes_them_for_something_else(tmp_path: Path) -> None:
    assert _names(tmp_path, "gmb-voa", "Kenya/B-ORG/B-org won/O/O") == [("Kenya", "PLACE")]
    assert _names(tmp_path, "gum-open", "Kenya/B-ORG won/O") == [("Kenya", "ORG PLACE")]


def test_a_direction_is_no_part_of_a_place(tmp_path: Path) -> None:
    assert _names(tmp_path, "gmb-voa", "in/O southern/B-LOC Zubria/I-LOC") == [("Zubria", "PLACE")]


def test_addresses_in_posts_are_no_names_and_hash_tags_say_nothing(tmp_path: Path) -> None:
    (found,) = _names(tmp_path, "btc", "@/B-PER zubrik/B-PER in/O #Omid/B-LOC")
    assert found[0] == "#Omid"
    assert len(found[1].split()) == 9


def test_a_corpus_own_type_may_mean_several_of_ours(tmp_path: Path) -> None:
    rows = "Zubrik/B-MISC/B-magazine and/O/O jazz/B-MISC/B-musicgenre"
    assert _names(tmp_path, "crossner", rows) == [("Zubrik", "ORG OTHER WORK_OF_ART"), ("jazz", "O OTHER PRODUCT")]


def test_of_words_derived_from_names_the_german_labels_say_nothing(tmp_path: Path) -> None:
    rows = "die/O deutsche/O/B-LOCderiv Partei/O der/O EU-Richter/O/B-ORGpart"
    found = _names(tmp_path, "germeval-part", rows)
    assert [surface for surface, _ in found] == ["deutsche", "EU-Richter"]
    assert all(len(types.split()) == len(UNKNOWN) for _, types in found)
