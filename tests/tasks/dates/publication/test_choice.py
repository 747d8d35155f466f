"""The date of publication is the best of all that a page states, with every candidate and the reason it won or lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tasks.dates.publication.bounds import TOLERANCE
from tasks.dates.publication.choice import FEWEST_TEASERS, PublicationDates, _seconded, publication_dates
from tasks.dates.publication.machine_stamps import read_url
from tasks.dates.publication.stamps import Stamp
from tasks.parse import parse
from tasks.records import Comment, DateRole, Moment, Precision, RawDocument

FETCHED = datetime(2021, 8, 1, 12)


def dates(
    markup: str, url: str | None = None, fetched_at: datetime | None = FETCHED, comments: tuple[Comment, ...] = ()
) -> PublicationDates:
    return publication_dates(html.fromstring(f"<html>{markup}</html>"), url, fetched_at, comments)


def comment(posted: str) -> Comment:
    moment = Moment(datetime.fromisoformat(posted), Precision.LOCAL_MINUTE)
    return Comment(1, None, 0, 0, "A reader", moment, None, "Quite so.")


def article_of(published: str, modified: str = "2021-07-15T08:00:00+02:00") -> str:
    return (
        '<head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, '
        f'{{"@type": "NewsArticle", "datePublished": "{published}", "dateModified": "{modified}"}}]}}</script></head>'
    )


PLACES = [
    ("json_ld", article_of("2021-07-14T09:30:00+02:00"), "2021-07-14T09:30:00+02:00"),
    ("json_ld", article_of("2021-07-14T00:00:00+02:00"), "2021-07-14"),  # midnight is how a whole day is written
    ("meta", '<head><meta property="article:published_time" content="2021-07-14 07:30"></head>', "2021-07-14T07:30:00"),
    ("meta", '<head><meta name="DC.date.issued" content="2021-07-14"></head>', "2021-07-14"),
    ("microdata", '<body><span itemprop="datePublished" content="2021-07-14">Wed</span></body>', "2021-07-14"),
    ("time_published", '<body><time pubdate datetime="2021-07-14">today</time></body>', "2021-07-14"),
    ("time", "<body><time>July 14, 2021</time></body>", "2021-07-14"),
    ("visible_published", '<body><p class="published-on">Published 14 July 2021</p></body>', "2021-07-14"),
    ("visible", '<body><div class="byline">By A. Writer, 14 July 2021, 10:15</div></body>', "2021-07-14T10:15:00"),
    ("labelled", "<body><h1>Bridge</h1><p>By A. W.</p><i>Published:</i> <b>14 July 2021</b></body>", "2021-07-14"),
    ("beside_title", "<body><h1>Bridge closed</h1><p>Wednesday, July 14, 2021</p></body>", "2021-07-14"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "markup", "expected"), PLACES)
def test_a_date_is_found_wherever_pages_state_it(method: str, markup: str, expected: str) -> None:
    found = dates(markup)
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == (method, expected)


def test_the_last_change_is_kept_apart() -> None:
    found = dates(article_of("2021-07-14T09:30:00+02:00"))
    assert found.updated is not None
    assert found.updated.isoformat() == "2021-07-15T08:00:00+02:00"
    roles = [candidate.role for candidate in found.candidates]
    assert roles == [DateRole.PUBLISHED, DateRole.UPDATED, DateRole.FETCHED]


def test_exactly_one_candidate_is_chosen_and_each_says_why() -> None:
    markup = article_of("2021-07-14") + '<body><span itemprop="datePublished" content="2021-07-13">x</span></body>'
    found = dates(markup)
    chosen = [candidate for candidate in found.candidates if candidate.is_chosen]
    assert [candidate.method for candidate in chosen] == ["json_ld"]
    assert all(candidate.why for candidate in found.candidates)


def test_a_date_after_the_fetching_loses() -> None:
    markup = article_of("2022-01-01") + '<body><time pubdate datetime="2021-07-14">x</time></body>'
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14"
    assert any("later than the time of fetching" in candidate.why for candidate in found.candidates)


def test_a_date_after_the_first_comment_loses() -> None:
    found = dates(article_of("2021-07-14"), comments=(comment("2021-06-01T10:00"),))
    assert found.published is None
    assert any("later than the first comment" in candidate.why for candidate in found.candidates)


def test_a_day_that_two_firm_places_state_stands_against_all_comments() -> None:
    """An article that was published anew keeps its comments, and a page may show comments on others."""
    markup = article_of("2021-07-14T08:00:00+02:00") + '<head><meta name="pubdate" content="2021-07-14"></head>'
    found = dates(markup, comments=(comment("2021-06-01T10:00"),))
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14T08:00:00+02:00"
    assert found.confidence is not None
    assert found.confidence < 0.5


@pytest.mark.parametrize(
    "placeholder", ["1970-01-01T00:00:00+00:00", "1969-12-31T19:00:00-05:00", "1900-01-01", "2099-01-01T00:00:00Z"]
)
def test_a_day_that_software_writes_for_none_gives_way_to_a_visible_one(placeholder: str) -> None:
    markup = f'<head><meta name="pubdate" content="{placeholder}"></head><body><p class="date">3 May 2016</p></body>'
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2016-05-03"
    assert dates(markup.replace("3 May 2016", "")).published is None


def test_a_stated_change_is_not_the_publication_where_an_earlier_one_is_stated() -> None:
    markup = (
        '<head><meta name="dc.date.issued" content="2020-12-02T20:56:56+01:00">'
        '<meta property="article:modified_time" content="2020-12-02T20:56:56+01:00">'
        '<meta property="article:published_time" content="2020-12-02T10:56:35+01:00"></head>'
    )
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2020-12-02T10:56:35+01:00"


def test_a_stated_date_stands_against_few_of_many_comments_but_is_trusted_less() -> None:
    """Embedded posts and lists of the newest comments of a site look like comments of the page."""
    later = tuple(comment(f"2021-07-{day}T10:00") for day in (15, 16))
    found = dates(article_of("2021-07-14"), comments=(comment("2021-06-01T10:00"), *later))
    assert found.published is not None
    assert (found.published.isoformat(), found.method) == ("2021-07-14", "json_ld")
    assert found.confidence is not None
    assert found.confidence < 0.5
    assert found.not_after is not None
    assert found.not_after.moment.isoformat() == "2021-06-01T10:00:00"
    assert any("but later than the first comment" in candidate.why for candidate in found.candidates)


def test_another_firm_date_before_the_first_comment_wins_all_the_same() -> None:
    later = tuple(comment(f"2021-07-{day}T10:00") for day in (15, 16))
    markup = article_of("2021-07-14") + '<body><time class="published" datetime="2021-05-31">x</time></body>'
    found = dates(markup, comments=(comment("2021-06-01T10:00"), *later))
    assert found.published is not None
    assert found.published.isoformat() == "2021-05-31"


def test_a_comment_known_to_the_year_bounds_nothing_within_that_year() -> None:
    later = Comment(1, None, 0, 0, None, Moment(datetime(2021, 1, 1), Precision.YEAR), None, "Quite so.")
    found = dates(article_of("2021-07-14"), comments=(later,))
    assert found.published is not None


def test_the_fetching_and_the_first_comment_are_bounds_and_never_the_answer() -> None:
    found = dates("<body><p>No date.</p></body>", comments=(comment("2021-06-01T10:00"),))
    assert found.published is None
    given = [(candidate.role, candidate.is_chosen) for candidate in found.candidates]
    assert given == [(DateRole.FETCHED, False), (DateRole.COMMENTED, False)]


@pytest.mark.parametrize("stated", ["2005-01-01", "2021-07-14T08:00:00+02:00"])
def test_what_the_page_states_counts_more_than_the_day_in_its_address(stated: str) -> None:
    found = dates(article_of(stated), url="https://news.example/2021/07/11/bridge-closed.html")
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("json_ld", stated)


def test_dates_of_comments_and_teasers_are_not_the_documents() -> None:
    markup = '<body><div class="comments"><time datetime="2021-07-20">x</time></div></body>'
    assert all(candidate.method != "time" for candidate in dates(markup).candidates)


CARDS = "".join(f"<div><a href='/{day}'>News</a><p class='card-date'>{day} June 2021</p></div>" for day in range(2, 8))


def test_a_list_of_articles_has_no_date_of_its_own() -> None:
    found = dates(f"<body><h1>World</h1>{CARDS}</body>")
    assert found.published is None
    stated = [candidate for candidate in found.candidates if candidate.role is DateRole.PUBLISHED]
    assert {candidate.why.partition(" (")[0] for candidate in stated} == {"one of the days of a list of articles"}


def test_cards_without_names_are_a_list_too() -> None:
    cards = "".join(f"<div><a href='/{day}'>News</a><span>{day} June 2021</span></div>" for day in range(2, 8))
    assert dates(f"<body><h1>World</h1>{cards}</body>").published is None


def test_a_date_behind_the_only_article_is_not_the_articles() -> None:
    behind = "<div>Posted Jul 3, 2021 10:12 UTC by <b>marlow</b></div>"
    article = "<article><h1>Tram line to reopen</h1><p>The council voted.</p></article>"
    assert dates(f"<body>{article}{behind}</body>").published is None
    inside = article.replace("</article>", f"{behind}</article>")
    found = dates(f"<body>{inside}</body>")
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-03T10:12:00+00:00"


def test_an_article_beside_such_a_list_has_its_date() -> None:
    text = "The bridge over the river was closed in the morning and opened again at night. " * 4
    found = dates(f"<body><h1>Bridge</h1><p class='card-date'>14 July 2021</p><p>{text}</p>{CARDS}</body>")
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14"


def test_broken_json_is_still_read() -> None:
    markup = (
        '<head><script type="application/ld+json">{"datePublished": "2021-07-14", "name": "a "b"",}</script></head>'
    )
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14"


def test_plain_text_has_its_first_lines_and_its_address() -> None:
    text = "Bridge closed\nPublished: Jul 14, 2021\nThe bridge was closed in 1999."
    found = publication_dates(None, None, FETCHED, (), text)
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("head_text", "2021-07-14")
    agency = publication_dates(None, None, None, (), "KABUL, July 14, 2021 (XYZ) - The road was open again.")
    assert (agency.method, agency.published and agency.published.isoformat()) == ("dateline", "2021-07-14")


def test_a_text_that_states_no_date_has_none() -> None:
    found = publication_dates(None, None, FETCHED, (), "Fighters said on Wednesday that they had taken the town.")
    assert (found.published, found.method, found.confidence) == (None, None, None)
    assert [candidate.role for candidate in found.candidates] == [DateRole.FETCHED]
    assert found.not_before is None
    assert found.not_after is not None
    assert (found.not_after.moment.at, found.not_after.why) == (FETCHED, "it was fetched then")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/2021/07/14/bridge", "2021-07-14"),
        ("https://news.example/a-20210714.html", "2021-07-14"),
        ("https://news.example/2021/07/bridge", "2021-07"),
        ("https://news.example/article-12345678", None),
    ],
)
def test_an_address_is_read_for_its_date(address: str, expected: str | None) -> None:
    moment = read_url(address)
    assert (moment.isoformat() if moment else None) == expected


@given(
    st.lists(
        st.sampled_from(["<div class='date'>", "<h1>", "2021-07-14", "<time datetime='x'>", "</div>", "July 3", "<p>"])
    )
)
def test_no_markup_raises(pieces: list[str]) -> None:
    dates("<body>" + "".join(pieces) + "</body>")


def test_a_post_that_was_never_changed_is_published_and_not_updated() -> None:
    markup = (
        '<body><time class="entry-date published updated" datetime="2021-07-04T20:18:00+03:00">July 4</time></body>'
    )
    found = dates(markup)
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("time_published", "2021-07-04T20:18:00+03:00")


STAMP = "<abbr class='published' title='2021-06-20T18:32:00+03:00'>6:32 PM</abbr>"
FEET = [
    f"<div class='post'><p class='post-footer'>{STAMP}</p></div>",
    f"<div class='article'><p class='footer'>{STAMP}</p></div>",
    f"<div class='widget'><div class='hentry'>{STAMP}</div></div>",
    STAMP.replace("class='published'", "itemprop='datePublished'"),
]


@pytest.mark.parametrize("markup", FEET)
def test_the_foot_of_a_post_belongs_to_the_post(markup: str) -> None:
    found = dates(f"<body>{markup}</body>")
    assert found.published is not None
    assert found.published.isoformat() == "2021-06-20T18:32:00+03:00"


def test_the_foot_of_the_page_does_not() -> None:
    assert dates(f"<body><div class='footer'>{STAMP}</div></body>").method != "time_published"


def universal(head: str, body: str = "", url: str | None = None) -> PublicationDates:
    meta = '<meta property="article:published_time" content="2021-07-14T02:25:54+00:00">'
    return dates(f"<head>{meta}{head}</head><body>{body}</body>", url)


READERS_DAYS = [
    (universal(""), "2021-07-14T02:25:54+00:00"),
    (universal("", "<time datetime='2021-07-13T22:25:54-04:00'>x</time>"), "2021-07-13T22:25:54-04:00"),
    (universal("", "<p class='date'>July 13, 2021 at 10:25 p.m.</p>"), "2021-07-13T22:25:54-04:00"),
    (universal("", "<p class='date'>July 13, 2021</p>"), "2021-07-13"),
    (universal("", "", "https://news.example/2021/07/13/bridge"), "2021-07-13"),
    (universal("", "<p class='date'>July 12, 2021</p>"), "2021-07-14T02:25:54+00:00"),  # nowhere was it that day
    (universal("", "<p class='date'>July 15, 2021</p>"), "2021-07-14T02:25:54+00:00"),
]


@pytest.mark.parametrize(("found", "expected"), READERS_DAYS)
def test_universal_time_is_brought_to_the_day_its_readers_saw(found: PublicationDates, expected: str) -> None:
    assert found.published is not None
    assert found.published.isoformat() == expected
    assert sum(candidate.is_chosen for candidate in found.candidates) == 1


def test_a_date_that_does_not_say_of_what_gives_way_to_one_that_does() -> None:
    vague = '<head><meta name="date" content="2021-07-20"></head>'
    assert dates(vague).method == "meta_dated"
    assert (
        dates(f'{vague}<body><time class="published" datetime="2021-07-14">x</time></body>').method == "time_published"
    )
    found = dates(f"{vague}<body><p>Veröffentlicht am 14.07.2021</p></body>")
    assert found.method == "labelled"


def test_a_vague_date_after_the_last_change_is_not_that_of_publication() -> None:
    markup = (
        '<head><meta name="date" content="2021-07-20"></head><body><h1>Bridge</h1><p>Updated: July 16, 2021</p></body>'
    )
    assert dates(markup).published is None


def test_of_vague_dates_the_one_that_two_places_name_is_taken() -> None:
    body = "<h1>Bridge</h1><p>14.07.2021</p>" + 50 * "<p>Text.</p>" + '<p class="date">26 June 2021</p>'
    alone, seconded = (
        dates(f"<body>{body}</body>"),
        dates(f'<meta name="date" content="2021-07-14"><body>{body}</body>'),
    )
    assert alone.published is not None
    assert seconded.published is not None
    assert (alone.published.isoformat(), seconded.published.isoformat()) == ("2021-06-26", "2021-07-14")


def test_the_text_s_own_report_bounds_the_date_and_lowers_the_trust_in_an_earlier_one() -> None:
    tree = html.fromstring(f"<html>{article_of('2021-07-14')}</html>")
    newer = Moment(datetime(2021, 7, 20), Precision.DAY)
    found, bounded = publication_dates(tree, None, None, ()), publication_dates(tree, None, None, (), "", newer)
    assert bounded.published == found.published
    assert bounded.not_before is not None
    assert bounded.not_before.moment == newer
    assert found.confidence is not None
    assert bounded.confidence is not None
    assert bounded.confidence < 0.5 < found.confidence
    assert any("but earlier than 2021-07-20" in candidate.why for candidate in bounded.candidates)


def test_a_date_that_another_explicit_place_disputes_is_trusted_less_than_one_that_it_seconds() -> None:
    def trust(other: str) -> float:
        return dates(article_of("2021-07-14") + f'<meta name="pubdate" content="{other}">').confidence or 0.0

    assert trust("2021-07-01") < 0.7 < trust("2021-07-14")


def test_bounds_are_known_without_a_date() -> None:
    reported = Moment(datetime(2021, 3, 1), Precision.MONTH)
    found = publication_dates(None, None, FETCHED, (comment("2021-06-01T10:00"),), "No date.", reported)
    assert found.published is None
    assert found.not_before is not None
    assert found.not_after is not None
    assert (found.not_before.moment, found.not_after.moment.isoformat()) == (reported, "2021-06-01T10:00:00")
    assert found.not_before.why
    assert found.not_after.why


@given(
    st.lists(st.datetimes(datetime(2015, 1, 1), datetime(2025, 1, 1)), min_size=1, max_size=4),
    st.datetimes(datetime(2015, 1, 1), datetime(2025, 1, 1)),
    st.none() | st.datetimes(datetime(2015, 1, 1), datetime(2025, 1, 1)),
)
def test_no_date_is_after_the_fetching_or_after_the_first_comment(
    stated: list[datetime], fetched_at: datetime, posted: datetime | None
) -> None:
    markup = "".join(f'<meta name="pubdate" content="{at:%Y-%m-%dT%H:%M:%S}+02:00">' for at in stated)
    comments = () if posted is None else (comment(posted.isoformat(timespec="seconds")),)
    found = dates(f"<head>{markup}</head>", fetched_at=fetched_at, comments=comments)
    if found.published is not None:
        assert found.published.at <= fetched_at + TOLERANCE
        assert posted is None or found.published.at <= posted + TOLERANCE
    assert sum(candidate.is_chosen for candidate in found.candidates) == (found.published is not None)
    assert (found.confidence is None) == (found.published is None)


def test_a_dated_document_quoted_on_an_undated_page_bounds_its_date_from_below() -> None:
    page = parse(RawDocument(content=UNDATED_WITH_QUOTE.encode(), source="page.txt"))
    assert page.published is None
    assert page.published_not_before is not None
    assert page.published_not_before.moment.isoformat() == "2021-08-03"
    assert "quoted" in page.published_not_before.why


UNDATED_WITH_QUOTE = """Ferry service between the two towns is suspended again
The boat has been taken out of the water because its engine room floods whenever the lake is high.
Passengers now have to take the road around the bay, which is two hours longer and closed at night.
The harbour office says that it cannot tell when the boat will be back in the water or who will pay.
They said the very same thing last time and nobody believed them then either, did they.
ReplyDeletehttps://www.paper.example/ferry-engine
QUOTE
Engine of the lake ferry to be replaced
By Mona Lind and Per Aas
Published: Aug 3, 2021
The engine of the ferry will be replaced during the winter, the owner said, and tickets will cost a third more.
The owner added that the harbour office had been told of the leak in spring and had not answered a single letter.
UNQUOTE
"""


def seconded(method: str, day: int, precision: Precision = Precision.DAY) -> Stamp:
    return Stamp(DateRole.PUBLISHED, method, Moment(datetime(2021, 7, day), precision), "test")


@pytest.mark.parametrize("method", ["meta", "json_ld", "microdata"])
def test_an_explicit_date_needs_no_second(method: str) -> None:
    """Two vague places that agree do not outvote a place that says of what it is the date."""
    possible = [seconded(method, 14), seconded("visible", 15), seconded("time", 15)]
    assert _seconded(possible) is possible[0]


def test_a_date_that_does_not_say_of_what_gives_way_to_one_that_two_places_name() -> None:
    first, others = seconded("time", 14), [seconded("visible", 15), seconded("beside_title", 15)]
    assert _seconded([first, *others]) is others[0]
    assert _seconded([first, *others, seconded("visible", 14)]) is first
    assert _seconded([first, others[0]]) is first
    assert _seconded([first, others[0], others[0]]) is first  # one place, twice
    assert _seconded([first, others[0], seconded("text", 15)]) is first  # an echo of the same place
    assert _seconded([first, others[0], seconded("visible", 15, Precision.MONTH)]) is first
    coarse = seconded("time", 1, Precision.MONTH)
    assert _seconded([coarse, *others]) is coarse


def test_an_explicit_date_wins_against_two_vague_places_on_a_page() -> None:
    meta = '<head><meta name="pubdate" content="2021-07-14T02:25:54+00:00"></head>'
    found = dates(f"{meta}<body><h1>Bridge</h1><p>10 June 2021</p><time>10 June 2021</time></body>")
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("meta", "2021-07-14T02:25:54+00:00")


def test_dates_of_comments_in_json_ld_are_never_the_pages() -> None:
    comment = '{"@type": "Comment", "datePublished": "2021-07-14"}'
    script = f'{{"@type": "NewsArticle", "headline": "Bridge", "comment": [{comment}]}}'
    found = dates(f'<script type="application/ld+json">{script}</script><body><time>10 June 2021</time></body>')
    assert [candidate.method for candidate in found.candidates] == ["time", "fetched"]


@pytest.mark.parametrize(("count", "is_list"), [(FEWEST_TEASERS - 1, False), (FEWEST_TEASERS, True)])
def test_four_days_at_places_of_one_name_are_a_list(count: int, is_list: bool) -> None:
    cards = "".join(f"<p class='card-date'>{day} June 2021</p>" for day in range(1, count + 1))
    assert (dates(f"<body>{cards}</body>").published is None) is is_list


@pytest.mark.parametrize(("length", "is_list"), [(250, True), (251, False)])
def test_a_page_with_a_paragraph_is_no_list(length: int, is_list: bool) -> None:
    found = dates(f"<body><p>{'x' * length}</p>{CARDS}</body>")
    assert (found.published is None) is is_list
