"""Whose words the parts of a page are."""

from __future__ import annotations

from tasks.records import Comment, Kind, Layer, Page, QuotedDocument, Segment
from tasks.watchlists.query import Fact
from tasks.watchlists.voices import ARTICLE, Voices

TEXT = "Title|Body|menu|Hello|quoted|bye"


def page() -> Page:
    def leaf(number: int, parent: int | None, layer: Layer, kind: Kind, words: str) -> Segment:
        start = TEXT.index(words)
        return Segment(number, parent, layer, kind, start, start + len(words), "made")

    whole = Segment(3, None, Layer.COMMENT, Kind.COMMENT, TEXT.index("Hello"), len(TEXT), "made")
    inner = Segment(5, 3, Layer.QUOTED, Kind.QUOTED_DOCUMENT, TEXT.index("quoted"), TEXT.index("|bye"), "made")
    segments = (
        leaf(0, None, Layer.ARTICLE, Kind.TITLE, "Title"), leaf(1, None, Layer.ARTICLE, Kind.PARAGRAPH, "Body"),
        leaf(2, None, Layer.FURNITURE, Kind.RESIDUE, "menu"), whole,
        leaf(4, 3, Layer.COMMENT, Kind.PARAGRAPH, "Hello"), inner,
        leaf(6, 5, Layer.QUOTED, Kind.PARAGRAPH, "quoted"), leaf(7, 3, Layer.COMMENT, Kind.PARAGRAPH, "bye"),
    )  # fmt: skip
    comments = (Comment(3, None, 0, 0, "Kim", None, None, ""),)
    quoted = (QuotedDocument(5, 3, None, None, ("Lee",), None, ""),)
    return Page("text", TEXT, segments, comments, quoted, site="news.example.org", authors=("Ida Brandt",))


def test_every_leaf_but_furniture_belongs_to_the_article_a_comment_or_a_quoted_document() -> None:
    of = Voices(page()).leaves_of
    words = {voice: [TEXT[leaf.start : leaf.end] for leaf in leaves] for voice, leaves in of.items()}
    assert words == {ARTICLE: ["Title", "Body"], 3: ["Hello", "bye"], 5: ["quoted"]}


def test_a_voice_has_its_own_authors() -> None:
    voices = Voices(page())
    assert [list(voices.authors(voice)) for voice in (ARTICLE, 3, 5)] == [["Ida Brandt"], ["Kim"], ["Lee"]]
    assert voices.is_fact(3, Fact("author", "kim"))
    assert not voices.is_fact(ARTICLE, Fact("author", "kim"))


def test_a_site_holds_the_sites_within_it() -> None:
    voices = Voices(page())
    assert voices.is_fact(ARTICLE, Fact("site", "example.org"))
    assert not voices.is_fact(ARTICLE, Fact("site", "ample.org"))


def test_a_letter_of_a_script_without_spaces_counts_as_a_word() -> None:
    assert Voices(Page("text", "北京 don't go", ())).words_before(12) == 4
