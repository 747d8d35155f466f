"""Fingerprints: what two texts must share for their hashes to meet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tasks.copies.fingerprints import BAND_COUNT, fingerprint
from tasks.text.compared_words import placed_words, words

REPORT = (
    "The harbour master closed the northern pier on Tuesday after divers found cracks in two of its pillars. "
    "Ferries to the islands leave from the fish market until further notice, and lorries must take the ring road. "
    "Engineers will inspect the remaining pillars this week, said Ilse Brandt, who speaks for the port. "
    "Fishermen fear that the repair will last beyond the herring season, which begins in late August."
)


def shared_bands(one: str, other: str) -> int:
    return len(set(fingerprint(one, one).bands) & set(fingerprint(other, other).bands))


def test_punctuation_case_white_space_and_compatibility_forms_do_not_change_the_text_hash() -> None:
    variants = ["Der Oﬃzier, 2019!", "der  offizier 2019", "DER OFFI\u00adZIER\n2019", "„Der Offizier“ – ２０１９"]
    assert len({fingerprint(text, text).text_hash for text in variants}) == 1


def test_the_page_hash_is_equal_for_equal_reading_texts_only() -> None:
    assert fingerprint("a", "Page one").page_hash == fingerprint("b", "Page one").page_hash
    assert fingerprint("a", "Page one").page_hash != fingerprint("a", "Page one.").page_hash


def test_a_text_without_words_has_no_shingles_bands_or_terms() -> None:
    for text in ("", " \n", "… — !?", "\u200b"):
        found = fingerprint(text, text)
        assert (found.shingle_count, found.bands, found.terms) == (0, (), ())


def test_a_short_text_has_a_text_hash_but_no_bands() -> None:
    found = fingerprint("Subscribe to read the whole story.", "")
    assert found.shingle_count == 2
    assert found.bands == ()


def test_a_text_that_shares_half_of_its_wording_shares_bands() -> None:
    longer = f"{REPORT} A ticket office opens on the quay at six in the morning, and pensioners travel free of charge."
    assert len(fingerprint(REPORT, "").bands) == BAND_COUNT
    assert shared_bands(REPORT, longer) >= 2
    assert shared_bands(REPORT, REPORT[: len(REPORT) // 2]) >= 2


def test_texts_with_nothing_in_common_share_no_bands() -> None:
    other = " ".join(f"word{number}" for number in range(80))
    assert shared_bands(REPORT, other) == 0


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    text = (
        "港务局周二宣布北码头因桥墩出现裂缝而关闭渡轮暂时改从鱼市场出发货车必"
        "须绕行环城公路工程师将在本周检查其余桥墩渔民担心维修会持续到鲱鱼季节之后"
    )
    assert len(fingerprint(text, text).bands) == BAND_COUNT
    assert shared_bands(text, text[:-8]) >= 2
    assert fingerprint(text, text).terms


def test_fingerprints_are_the_same_on_every_run_and_machine() -> None:
    """Stored fingerprints are compared with new ones; whoever changes these values raises FINGERPRINT_VERSION."""
    found = fingerprint(REPORT, REPORT, "Cracks close the northern pier")
    assert found.text_hash == "c55584079a7e4691a3522d61e5f3a787"
    assert found.bands[:2] == (1199410507, 3529966285)
    assert found.terms[:2] == (18324438477764350651, 17612082467016191803)


@given(st.text())
def test_any_text_has_a_fingerprint_of_64_bit_numbers(text: str) -> None:
    found = fingerprint(text, text, text)
    assert all(0 <= number < 2**64 for number in (*found.bands, *found.terms))
    assert (found.shingle_count == 0) == (not words(text))


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_text_in_ascii_has_the_same_words_as_with_a_letter_beyond_it_behind(text: str) -> None:
    assert words(text) == words(f"{text} \u00e9")[:-1]
    assert placed_words(text, 5).words == words(text)[:5]


@given(st.text(alphabet=st.one_of(st.sampled_from("aB1 ,ﬁ\u00ad\u200b港ก"), st.characters())))
def test_placed_words_are_the_words_with_their_places(text: str) -> None:
    placed = placed_words(text, 1000)
    assert placed.words == words(text)
    assert len(placed.starts) == len(placed.ends) == len(placed.words)
    spans = list(zip(placed.starts, placed.ends, strict=True))
    assert [word for start, end in spans for word in words(text[start:end])] == placed.words
    assert sorted(spans) == spans


def test_terms_are_left_out_where_they_are_not_wanted_and_nothing_else_changes() -> None:
    assert replace(fingerprint(REPORT, REPORT), terms=()) == fingerprint(REPORT, REPORT, has_terms=False)


def test_a_body_of_one_or_two_words_matches_only_where_whole_pages_are_equal() -> None:
    assert fingerprint("Advertisement", "one page").text_hash != fingerprint("Advertisement", "another").text_hash
    assert fingerprint("Read more", "one page").text_hash == fingerprint("Read more", "one page").text_hash
