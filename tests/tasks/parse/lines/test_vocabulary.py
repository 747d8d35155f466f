"""What the word lists become: patterns and sets for looking things up. All lines are made up."""

from __future__ import annotations

import pytest

from tasks.parse.lines.vocabulary import HABITS, Habit, words

LISTS = words()


# ---- times


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2019-07-03", "2019-07-03"),
        ("2019/7/3 10:26", "2019/7/3 10:26"),
        ("2019-07-03T10:26:07", "2019-07-03T10:26:07"),
        ("/2019/07/03/lock", None),
        ("=2019-07-03", None),
        ("3.7.2019", "3.7.2019"),
        ("3/7/19", "3/7/19"),
        ("3-7-201", None),
        ("1.3.7.19", None),
        ("3.7.19.4", None),
        ("3 July 2019", "3 July 2019"),
        ("3rd of July, 2019", "3rd of July, 2019"),
        ("3. Juli 2019", "3. Juli 2019"),
        ("3 de julio de 2019", "3 de julio de 2019"),
        ("3 Jul '19", "3 Jul '19"),
        ("July 3, 2019", "July 3, 2019"),
        ("July 3rd", "July 3rd"),
        ("July 2019", None),
        ("10:26", "10:26"),
        ("10h26", "10h26"),
        ("10.26", None),
        ("10:26:07 pm", "10:26:07 pm"),
        ("10:26 Uhr", "10:26 Uhr"),
        ("10:26 CEST", "10:26 CEST"),
        ("5 minutes ago", "5 minutes ago"),
        ("30+ days ago", "30+ days ago"),
        ("5 minutes", None),
        ("about an hour ago", "about an hour ago"),
        ("over 2 years ago", "over 2 years ago"),
        ("vor 3 Stunden", "vor 3 Stunden"),
        ("vor einem Tag", "vor einem Tag"),
        ("il y a 2 heures", "il y a 2 heures"),
        ("hace una hora", "hace una hora"),
        ("yesterday at noon", "yesterday"),
        ("gestern um acht", "gestern"),
        ("today, 3", "today"),
        ("yesterday it fell", None),
        ("1234567 days ago", "234567 days ago"),
        ("harbour", None),
    ],
)
def test_a_stamp_is_a_day_a_clock_or_a_span(line: str, found: str | None) -> None:
    match = LISTS.stamp.search(line)
    assert (match[0] if match else None) == found


# ---- headings


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("12 comments", "12"),
        ("(12 Comments)", "12"),
        ("(12) Comments", None),
        ("There are 12 comments", "12"),
        ("View all 12 comments", None),
        ("Showing 12 comments on the lock", "12"),
        ("two thoughts on the lock", "two"),
        ("Discussion (12 comments)", "12"),
        ("12 angry comments", "12"),
        ("12 very angry comments", None),
        ("12 reader comments", "12"),
        ("Comments (12)", "12"),
        ("Kommentare: 12", "12"),
        ("Comments [12]", "12"),
        ("Comments 12", None),
        ("comments", None),
        ("1234567 comments", None),
        ("zwei Kommentare", "zwei"),
        ("12 commentslock", "12"),
        ("12 commentsLock", "12"),
    ],
)
def test_a_heading_announces_a_number_of_comments(line: str, count: str | None) -> None:
    match = LISTS.announced.match(line)
    assert (match and (match["count"] or match["numeral"] or match["after"])) == count


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("No comments", True),
        ("no user comments", True),
        ("0 comments", True),
        ("Comments (0)", True),
        ("Comments: 0", True),
        ("Keine Kommentare", True),
        ("Comments (10)", False),
        ("Comments (01)", False),
        ("Some comments", False),
        ("No very angry comments", False),
    ],
)
def test_a_heading_may_announce_that_there_are_none(line: str, expected: bool) -> None:
    assert (LISTS.announced_none.match(line) is not None) is expected


def test_numerals_count() -> None:
    assert [LISTS.numerals[word] for word in ("one", "zwei", "trois", "cuatro")] == [1, 2, 3, 4]
    assert LISTS.nouns >= {"comments", "responses", "kommentare", "responded", "commented"}
    assert "users responded" not in LISTS.nouns


# ---- controls


@pytest.mark.parametrize(
    ("line", "top", "reply"),
    [
        ("ReplyDelete", "ReplyDelete", None),
        ("ReplyDeleteand", "ReplyDelete", None),
        ("AntwortenLöschen", "AntwortenLöschen", None),
        ("Delete", None, "Delete"),
        ("DeleteYes", None, "Delete"),
        ("Delete7", None, "Delete"),
        ("Delete!", None, "Delete"),
        ("Deletehttps://a.example", None, "Delete"),
        ("Deleted", None, None),
        ("Delete it", None, None),
        ("Reply", None, None),
        ("ReplyLöschen", None, None),
    ],
)
def test_bloggers_pair_of_controls_or_its_second_one(line: str, top: str | None, reply: str | None) -> None:
    match = LISTS.blogger.match(line)
    assert (match and match["top"], match and match["reply"]) == (top, reply)


def test_bloggers_controls_at_the_end_of_a_text() -> None:
    match = LISTS.blogger_tail.search("They knew.ReplyDelete")
    assert match is not None
    assert (match["top"], match["reply"], match.start()) == ("ReplyDelete", None, 10)
    assert LISTS.blogger_tail.search("They knew. Delete") is None
    assert LISTS.blogger_tail.search("They knew.Delete it") is None
    assert LISTS.blogger_tail.search("Delete") is None
    assert set(LISTS.blogger_words) >= {"Reply", "Delete", "Antworten", "Löschen"}
    assert len(LISTS.blogger_words) == len(set(LISTS.blogger_words))
    assert LISTS.blogger_initials >= {"R", "D", "A", "L"}
    assert LISTS.blogger_finals >= {"e", "n"}


def test_fillers_are_controls_beside_actions() -> None:
    assert "reply" in LISTS.actions & LISTS.controls
    assert "this" in LISTS.controls - LISTS.actions
    assert "leave a comment" in LISTS.calls
    assert set(LISTS.calls) < set(LISTS.ends)
    assert "powered by" in set(LISTS.ends) - set(LISTS.calls)


# ---- names and verbs


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mara says:", "Mara"),
        ("Mara Lee wrote", "Mara Lee"),
        ("Mara a écrit:", "Mara"),
        ("Mara schrieb…", "Mara"),
        ("Mara says so", None),
        ("says:", None),
        ("M" * 61 + " says:", "M" * 61),
        ("M" * 62 + " says:", None),
    ],
)
def test_who_says_something_stands_before_the_verb(line: str, name: str | None) -> None:
    match = LISTS.says.match(line)
    assert (match and match["name"]) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Posted by Mara", "Mara"),
        ("- posted by: Mara", "Mara"),
        ("Kommentar von Mara", "Mara"),
        ("Posted byMara", None),
        ("So posted by Mara", None),
        ("posted by " + "M" * 81, "M" * 81),
        ("posted by " + "M" * 82, None),
    ],
)
def test_who_signs_stands_behind_the_phrase(line: str, name: str | None) -> None:
    match = LISTS.signed.match(line)
    assert (match and match["name"]) == name


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("knew. Posted by Mara on July 3, 2019 at 10:26 So", "Posted by Mara on July 3, 2019 at 10:26"),
        ("knew. Posted by Mara on July 3, 2019, 10:26 So", "Posted by Mara on July 3, 2019, 10:26"),
        ("knew. Posted by Mara on July 3, 2019 So", "Posted by Mara on July 3, 2019"),
        ("knew. Posted by: Mara 10:26 Thu, 3 Jul 19 So", "Posted by: Mara 10:26 Thu, 3 Jul 19"),
        ("Posted by Mara. On July 3, 2019", None),
        ("Reposted by Mara July 3, 2019", None),
        ("Posted by Mara", None),
    ],
)
def test_a_signature_inside_a_line_has_a_time(line: str, found: str | None) -> None:
    match = LISTS.signed_inside.search(line)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann LeeJuly 3, 2019", ("Ann Lee", "July 3, 2019")),
        ("Ann LeeJuly 3, 2019 at 10:26 AM", ("Ann Lee", "July 3, 2019 at 10:26 AM")),
        ("AJuly 3, 2019", ("A", "July 3, 2019")),
        ("Ann Leejuly 3, 2019", None),
        ("Ann Lee July 3, 2019", None),
        ("Ann LeeJuly 3 2019", None),
    ],
)
def test_a_name_is_glued_to_a_day(line: str, expected: tuple[str, str] | None) -> None:
    match = LISTS.glued_head.match(line)
    assert (match and (match["name"], match["stamp"])) == expected


def test_words_of_quotations() -> None:
    assert (" wrote" in LISTS.says_verbs, " a écrit" in LISTS.says_verbs) == (True, True)
    assert LISTS.says_words >= {"wrote", "écrit", "dit"}
    assert "a écrit" not in LISTS.says_words
    assert {"quote", "quote from"} <= LISTS.quotes
    assert ("quote from " in LISTS.quotes_of, "quote " in LISTS.quotes_of) == (True, False)


# ---- the head of an article


@pytest.mark.parametrize(
    ("pattern", "line", "name"),
    [
        ("byline", "By Ida Brandt", "Ida Brandt"),
        ("byline", "Von: Ida Brandt", "Ida Brandt"),
        ("byline", "ByIda Brandt", None),
        ("byline", "by " + "M" * 121, "M" * 121),
        ("byline", "by " + "M" * 122, None),
        ("credit", "Photo: Ann Lee", "Ann Lee"),
        ("credit", "Foto/Ann Lee", "Ann Lee"),
        ("credit", "Photograph by Ann Lee", "Ann Lee"),
        ("credit", "Photo Ann Lee", None),
        ("credit", "Photo: " + "x" * 120, "x" * 120),
        ("credit", "Photo: " + "x" * 121, None),
    ],
)  # fmt: skip
def test_bylines_and_credits_name_somebody(pattern: str, line: str, name: str | None) -> None:
    match = getattr(LISTS, pattern).match(line)
    assert (match and match["names" if pattern == "byline" else "name"]) == name


def test_labels_of_days() -> None:
    assert LISTS.published.match("Published: July 3") is not None
    assert LISTS.published.match("- posted on July 3") is not None
    assert LISTS.published.match("Publishedly July 3") is None
    assert LISTS.updated.match("Last updated July 3") is not None
    assert LISTS.updated.match("not updated July 3") is None


def test_joiners_part_names() -> None:
    parts = LISTS.joiners.split("Ann, Bo; Kim|Lee and Max AND Jo & Al")
    assert [part.strip() for part in parts] == ["Ann", "Bo", "Kim", "Lee", "Max", "Jo", "Al"]
    assert LISTS.joiners.split("Andy Brand") == ["Andy Brand"]


def test_phrases_of_the_site_are_found_anywhere_in_a_line() -> None:
    found = [phrase for _, phrase in LISTS.furniture.iter("see our newsletter and the sitemap")]
    assert found == ["newsletter", "sitemap"]


# ---- voice


def test_a_cue_begins_with_a_word() -> None:
    voice = LISTS.voice
    assert [cue for _, cue in voice.cues.iter(" i agree with ann ")] == [" i agree", " agree with"]
    assert list(voice.cues.iter(" misagree witho ")) == []


def test_a_cue_is_looked_for_where_one_of_its_words_is_known() -> None:
    voice = LISTS.voice
    for ending in (b"", b"s", b"d", b"ed", b"ly", b"r", b"er"):
        assert b"article" + ending in voice.cue_words
    assert b"articleing" not in voice.cue_words
    assert voice.vocabulary == voice.cue_words | voice.first_person | voice.second_person | voice.reports
    assert voice.openers >= {b"well", b"danke"}
    assert voice.greetings >= {"hi", "liebe"}
    assert voice.first_person >= {b"i", b"my", b"ich"}
    assert voice.second_person >= {b"you", b"your", b"du"}
    assert voice.reports >= {b"said", b"according"}
    assert all(not mark.isalpha() for mark in voice.cue_marks)


def test_habits_stand_in_the_order_in_which_they_are_told() -> None:
    habits = LISTS.voice.habits
    assert tuple(habit.name for habit in habits) == HABITS
    assert habits[0] == Habit("first_person", 0.15, 0.5, 6)
    assert habits[-1] == Habit("listed", 0.12, 0.04, 6)


def test_profiles_and_labels() -> None:
    assert LISTS.time_words >= {"july", "yesterday", "minute", "minutes", "heute"}
    assert set(LISTS.undigited_times) >= {"ago", "vor", "yesterday", "heute"}
    assert LISTS.since >= {"joined", "member since"}
    assert LISTS.quote_begins.isdisjoint(LISTS.quote_ends)
