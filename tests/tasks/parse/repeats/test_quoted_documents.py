"""Which documents are found quoted inside comments and articles. All texts and addresses are made up."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.base.assembly import Block, Container, assemble
from tasks.parse.repeats.quoted_documents import find_quoted
from tasks.records import Kind, Layer, Moment, Precision, QuotedDocument

TITLE = "Lock repair ‘will take all spring’, says union"
FIRST = (
    "The repair of the northern lock is going to take all spring, a union of pilots told the harbour board on Monday, "
    "because parts of the gate have to be cast abroad and shipped."
)
SECOND = (
    "The board had spoken of eleven days when it closed the lock in March, and has not said since whether it still "
    "believes in that number or in any other."
)
ADDRESS = "https://quay.example/2019/lock-repair"


def read(*lines: str, layer: Layer = Layer.COMMENT) -> tuple[list[QuotedDocument], str]:
    """Quoted documents found in a comment (or an article) of these lines, and the comment's text."""
    is_comment = layer is Layer.COMMENT
    blocks = [Block(line, layer, Kind.PARAGRAPH, "test", 0 if is_comment else None) for line in lines]
    assembly = assemble(*find_quoted(blocks, [Container(Kind.COMMENT, "test")] if is_comment else []))
    return list(assembly.quoted_documents), assembly.comments[0].text if is_comment else ""


def test_document_between_marks_is_read_with_its_head() -> None:
    found, whole = read(
        "Look at this",
        ADDRESS,
        "QUOTE",
        TITLE,
        "By Ann Lee and Bo Ek",
        "Published: Mar 20, 2019",
        FIRST,
        "UNQUOTE",
        "Ha!",
    )
    (document,) = found
    assert document.title == TITLE
    assert document.authors == ("Ann Lee", "Bo Ek")
    assert document.published == Moment(datetime(2019, 3, 20), Precision.DAY)
    assert document.url == ADDRESS
    assert document.text.endswith(FIRST)
    assert "QUOTE" not in document.text
    assert whole.split("\n")[1:3] == [ADDRESS, "QUOTE"]


def test_whole_comment_keeps_the_quoted_document() -> None:
    lines = ["Look", "quote:", TITLE, FIRST, "unquote", "Ha!"]
    found, whole = read(*lines)
    assert len(found) == 1
    assert whole == "\n".join(lines)


def test_two_marked_documents_in_one_comment_are_two() -> None:
    found, _ = read("QUOTE", TITLE, FIRST, "UNQUOTE", "and", "QUOTE", SECOND, "END QUOTE")
    assert [document.title for document in found] == [TITLE, None]


def test_pasted_article_is_told_by_its_byline_and_date() -> None:
    found, _ = read("Read that:", TITLE, "By Ann Lee", "Mar 20, 2019", FIRST, SECOND, ADDRESS, "Told you.")
    (document,) = found
    assert (document.title, document.authors, document.url) == (TITLE, ("Ann Lee",), ADDRESS)
    assert document.text.endswith(SECOND)


def test_pasted_article_is_told_by_the_address_above_it() -> None:
    found, _ = read(ADDRESS, TITLE, FIRST, SECOND)
    assert [document.url for document in found] == [ADDRESS]


def test_long_comment_with_an_address_is_no_document() -> None:
    assert read(FIRST, SECOND, ADDRESS)[0] == []
    assert read("My own three thoughts on this", FIRST, SECOND)[0] == []


def test_mark_that_is_never_closed_opens_nothing() -> None:
    assert read("QUOTE", TITLE, "That is all I say.")[0] == []


def test_article_can_quote_between_marks_only() -> None:
    found, _ = read("QUOTE", TITLE, FIRST, "UNQUOTE", layer=Layer.ARTICLE)
    assert [document.comment_id for document in found] == [None]
    assert read(ADDRESS, TITLE, FIRST, SECOND, layer=Layer.ARTICLE)[0] == []


@given(
    st.lists(st.sampled_from(["QUOTE", "UNQUOTE", ADDRESS, TITLE, "By Ann Lee", FIRST, SECOND, "Yes."]), max_size=14)
)
def test_comment_text_never_changes(lines: list[str]) -> None:
    blocks = [Block(line, Layer.COMMENT, Kind.PARAGRAPH, "test", 0) for line in lines]
    found, containers = find_quoted(blocks, [Container(Kind.COMMENT, "test")])
    assert [block.text for block in found] == lines
    assert [comment.text for comment in assemble(found, containers).comments] == (["\n".join(lines)] if lines else [])


# ---- at the edges of the rules


def words(count: int) -> str:
    return "word " * (count - 1) + "end."


def pasted(*lines: str) -> str | None:
    """The text of the document that a comment of these lines quotes."""
    found, _ = read(*lines)
    return found[0].text if found else None


def test_a_pasted_article_has_two_paragraphs_of_25_words() -> None:
    assert pasted(ADDRESS, TITLE, words(25), words(25)) == "\n".join((TITLE, words(25), words(25)))
    assert pasted(ADDRESS, TITLE, words(25), words(24)) is None
    assert pasted(ADDRESS, TITLE, words(50)) is None


def test_without_an_address_or_a_head_nothing_is_pasted() -> None:
    assert pasted(TITLE, words(25), words(25)) is None
    assert pasted(TITLE, "By Ann Lee", words(25), words(25)) is not None
    assert pasted(TITLE, "14 July 2021", words(25), words(25)) is not None
    assert pasted("Hello there.", TITLE, "By Ann Lee", words(25), words(25)) is not None


def test_an_article_is_not_searched_for_pasted_ones() -> None:
    assert read(ADDRESS, TITLE, words(25), words(25), layer=Layer.ARTICLE)[0] == []


def test_a_title_has_4_to_30_words_and_200_characters_and_ends_no_sentence() -> None:
    rest = (words(25), words(25))
    assert pasted(ADDRESS, "one two three four", *rest) is not None
    assert pasted(ADDRESS, "one two three", *rest) is None
    assert pasted(ADDRESS, " ".join(["one"] * 30), *rest) is not None
    assert pasted(ADDRESS, " ".join(["one"] * 31), *rest) is None
    assert pasted(ADDRESS, "one two three four.", *rest) is None
    assert pasted(ADDRESS, "one two three " + "x" * 186, *rest) is not None
    assert pasted(ADDRESS, "one two three " + "x" * 187, *rest) is None


def test_lines_behind_the_last_paragraph_are_the_readers_own() -> None:
    assert pasted(ADDRESS, TITLE, words(25), "Short.", words(25), "What do you think?") == "\n".join(
        (TITLE, words(25), "Short.", words(25))
    )


def test_an_address_below_a_pasted_article_is_its_own() -> None:
    found, _ = read(TITLE, "By Ann Lee", words(25), words(25), ADDRESS)
    assert (found[0].url, found[0].title, found[0].authors) == (ADDRESS, TITLE, ("Ann Lee",))
