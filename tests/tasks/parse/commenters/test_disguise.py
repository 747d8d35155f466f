"""A page with pseudonyms says the same as before, but for the names; without an erased commenter it lacks his words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.identity import pseudonym
from tasks.parse import parse
from tasks.parse.base.assembly import Block, Container, assemble
from tasks.parse.commenters.disguise import disguise
from tasks.parse.commenters.privacy import Privacy, erasure_mark
from tasks.records import AROUND_RULES, Kind, Layer, Page, RawDocument

KEY = "3c9f1e0b7a5d42868e1f0c9b6a7d5e43"  # made up for these tests
HIDDEN = Privacy(KEY)
KIM, ORLA = (pseudonym(name, KEY) for name in ("Kim Okafor", "Orla Brandt"))
URL = "https://paper.example/bridge"
PAGE = """<html><head><title>Orla Brandt opens the bridge</title></head><body>
<article><h1>Orla Brandt opens the bridge</h1>
<p>Mayor Orla Brandt opened the harbour bridge on Monday, and Kim Okafor, a baker, was first across the water.</p>
<p>The bridge has cost nine millions and will be tolled from the summer onwards, the council said in a note.</p>
</article>
<ol class="commentlist">
<li class="comment" id="comment-1"><div class="comment-author"><cite class="fn">Kim Okafor</cite> says:</div>
<div class="comment-meta"><a href="/bridge?author=Kim+Okafor#comment-1">July 5, 2021 at 9:12 am</a></div>
<p>Nobody asked me about any baking, and the bridge was still wet when I walked over it on that morning.</p></li>
<li class="comment" id="comment-2"><div class="comment-author"><cite class="fn">Orla Brandt</cite> says:</div>
<div class="comment-meta"><a href="/bridge#comment-2">July 5, 2021 at 10:12 am</a></div>
<p>@Kim Okafor you were first, and we have the picture of it in the town hall for everybody to see.</p></li>
<li class="comment" id="comment-3"><div class="comment-author"><cite class="fn">Tom</cite> says:</div>
<div class="comment-meta"><a href="/bridge#comment-3">July 5, 2021 at 11:12 am</a></div>
<p>Kim Okafor wrote:</p><p>the bridge was still wet when I walked over it</p>
<p>So it was, and kim okafor is right.</p></li>
</ol></body></html>"""


def read(page: str = PAGE, privacy: Privacy = HIDDEN) -> Page:
    return parse(RawDocument(page.encode(), "page.html", url=URL, media_type="text/html"), privacy=privacy)


def layer(page: Page, *layers: Layer) -> str:
    return "\n".join(page.text[leaf.start : leaf.end] for leaf in page.leaves() if leaf.layer in layers)


def test_commenters_names_are_replaced_in_their_own_comments_and_in_those_of_others() -> None:
    page = read()
    assert [comment.author for comment in page.comments] == [KIM, ORLA, pseudonym("Tom", KEY)]
    readers = layer(page, Layer.COMMENT)
    assert f"@{KIM} you were first" in readers
    assert f"{KIM} wrote:" in readers
    assert f"{KIM} is right" in readers
    everything = " ".join([readers, *(f"{c.text} {c.permalink}" for c in page.comments)]).casefold()
    assert "okafor" not in everything


def test_the_article_names_them_as_before() -> None:
    as_printed, hidden = read(privacy=Privacy()), read()
    assert hidden.title == as_printed.title == "Orla Brandt opens the bridge"
    assert hidden.body() == as_printed.body()
    assert "Mayor Orla Brandt" in hidden.body()
    assert "Kim Okafor, a baker" in hidden.body()


def test_an_address_holds_the_pseudonym_and_its_own_number() -> None:
    assert read().comments[0].permalink == f"{URL}?author={KIM}#comment-1"


def test_every_segment_reads_as_before_but_for_the_names() -> None:
    as_printed, hidden = read(privacy=Privacy()), read()
    own = [segment for segment in as_printed.segments if segment.rule not in AROUND_RULES]
    for one, other in zip(own, hidden.segments, strict=True):
        assert replace(one, start=0, end=0) == replace(other, start=0, end=0)
        before = as_printed.text[one.start : one.end]
        after = hidden.text[other.start : other.end]
        if one.layer not in (Layer.COMMENT, Layer.FURNITURE):
            assert before == after
        for name in ("Kim Okafor", "Orla Brandt", "Tom"):
            after = after.replace(pseudonym(name, KEY), name)
        assert after.casefold() == before.casefold()


def test_all_pages_of_an_archive_give_a_commenter_the_same_pseudonym() -> None:
    other = read(PAGE.replace("harbour", "river"))
    assert [comment.author for comment in other.comments] == [comment.author for comment in read().comments]


def posts(*lines: tuple[str, str]) -> tuple[list[Block], list[Container]]:
    containers = [Container(Kind.COMMENT, "rule", authors=(author,)) for author, _ in lines]
    blocks = [Block(line, Layer.COMMENT, Kind.PARAGRAPH, "rule", place) for place, (_, line) in enumerate(lines)]
    return blocks, containers


def test_in_a_forum_the_writer_of_the_first_post_is_a_commenter_too() -> None:
    blocks, containers = posts(("Tom", "As Orla Brandt says."))
    blocks.insert(0, Block("I am Orla Brandt of Hull", Layer.ARTICLE, Kind.PARAGRAPH, "opening-post"))
    thread = disguise(blocks, containers, HIDDEN, thread_authors=["Orla Brandt"])
    assert [block.text for block in thread.blocks] == [f"I am {ORLA} of Hull", f"As {ORLA} says."]
    assert thread.line("Orla Brandt asks") == f"{ORLA} asks"
    article = disguise(blocks, containers, HIDDEN)
    assert article.blocks[0] == blocks[0]


def test_a_repeat_is_treated_as_what_it_repeats() -> None:
    blocks, containers = posts(("Orla Brandt", "I opened it"), ("Tom", "Orla Brandt did"))
    blocks.append(Block("Mayor Orla Brandt spoke", Layer.ARTICLE, Kind.PARAGRAPH, "rule"))
    for number in (1, 2):
        blocks.append(
            replace(blocks[number], layer=Layer.FURNITURE, kind=Kind.REPEAT, repeat_of=number, container=None)
        )
    texts = [block.text for block in disguise(blocks, containers, HIDDEN).blocks]
    assert texts[3:] == [f"{ORLA} did", "Mayor Orla Brandt spoke"]


def erasing(name: str, key: str | None = None) -> Privacy:
    plain = Privacy(key, salt="salt")
    return replace(plain, erased=frozenset({erasure_mark("author", plain.stored(name), "salt")}))


@pytest.mark.parametrize("key", [None, KEY])
def test_an_erased_commenter_has_no_comment_no_name_and_is_quoted_by_nobody(key: str | None) -> None:
    page = read(privacy=erasing("Kim Okafor", key))
    assert len(page.comments) == 2
    readers = layer(page, Layer.COMMENT, Layer.FURNITURE).casefold()
    assert "okafor" not in readers
    assert "still wet" not in readers.replace("the bridge was still wet when i walked over it", "")
    assert "Kim Okafor, a baker" in page.body()
    assert page.comments[0].permalink == f"{URL}#comment-2"


def test_a_line_of_an_erased_commenter_is_taken_out_of_what_others_quote() -> None:
    line = "The tide comes in at seven"
    blocks, containers = posts(("Kim", line), ("Tom", f"Kim wrote: {line}. No!"), ("Ida", "The tide"))
    erased = disguise(blocks, containers, erasing("Kim"))
    assembled = assemble(erased.blocks, erased.containers)
    assert line not in assembled.text
    assert [comment.author for comment in assembled.comments] == ["Tom", "Ida"]
    assert "The tide" in assembled.text  # too short to be his alone


WORDS = st.sampled_from(
    ["Ann Lee", "@Ann Lee", "sailor99", "Bo Ek,", "tide", "Ström", "ſo", "\u0130", "💧", "e\u0301", "5.", "—", "and"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=5))
def test_offsets_still_point_at_the_same_words_but_for_the_names(lines: list[list[str]]) -> None:
    names = ("Ann Lee", "Bo Ek", "sailor99")
    written = [(names[place % 3], " ".join(line)) for place, line in enumerate(lines)]
    blocks, containers = posts(*written, *((name, "Yes") for name in names))
    found = disguise(blocks, containers, HIDDEN)
    before, after = assemble(blocks, containers), assemble(found.blocks, found.containers)
    for one, other in zip(before.segments, after.segments, strict=True):
        text = after.text[other.start : other.end]
        assert not any(name in text for name in names)
        for name in names:
            text = text.replace(pseudonym(name, KEY), name)
        assert text == before.text[one.start : one.end]
    for comment, as_printed in zip(after.comments, before.comments, strict=True):
        assert replace(comment, author=None, text="") == replace(as_printed, author=None, text="")
        assert (
            comment.text
            == after.text[after.segments[comment.comment_id].start : after.segments[comment.comment_id].end]
        )
