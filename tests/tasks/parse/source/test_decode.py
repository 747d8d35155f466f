"""Bytes to clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.source.decode import _SETTLED, _UNSEEN, clean, decode
from tasks.parse.source.media import is_binary, is_markup

GERMAN = "Der Präsident sagte: „Größer als früher“ – über 5 € mehr."


def test_utf8_that_calls_itself_latin1_reads_right() -> None:
    page = f'<meta charset="iso-8859-1">{GERMAN}'.encode()
    assert decode(page, "text/html; charset=iso-8859-1").text.endswith(GERMAN)


def test_latin1_is_read_as_windows_1252_as_browsers_do() -> None:
    decoded = decode(f'<meta charset="iso-8859-1">{GERMAN}'.encode("cp1252"))
    assert decoded.text.endswith(GERMAN)
    assert decoded.encoding in ("cp1252", "windows-1252")


def test_windows_1252_that_calls_itself_utf8_reads_right() -> None:
    assert decode(f'<meta charset="utf-8"><p>{GERMAN}</p>'.encode("cp1252")).text.count(GERMAN) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_byte_order_mark_reads_right(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "これは日本語の文章です。今日は天気がいいですね。"),
        ("koi8-r", "Привет, это простой русский текст."),
        ("gb18030", "这是一个简单的中文句子，今天天气很好。"),
        ("iso-2022-jp", "これは日本語です。"),
    ],
)
def test_a_declared_encoding_that_holds_is_believed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={encoding}").text == text


def test_an_undeclared_encoding_is_told_by_its_letters() -> None:
    text = "Президент заявил в среду, что правительство продолжит переговоры с соседними странами. " * 3
    assert decode(text.encode("cp1251")).text == text


def test_a_single_broken_byte_does_not_change_how_the_rest_is_read() -> None:
    assert decode(GERMAN.encode() + b"\xff" + GERMAN.encode()).text == f"{GERMAN}\ufffd{GERMAN}"


def test_text_that_was_decoded_wrongly_and_saved_so_is_repaired() -> None:
    broken = "It’s the café’s own recipe.".encode().decode("cp1252")
    assert decode(broken.encode()).text == "It's the café's own recipe.".replace("'", "’")


def test_one_odd_pair_of_letters_is_left_alone() -> None:
    assert decode("Read as latin-1, é becomes Ã©.".encode()).text == "Read as latin-1, é becomes Ã©."


def test_control_and_invisible_characters_are_gone_and_letters_composed() -> None:
    assert clean("so\u00adft \u200bze\ufeffro nu\x00l e\u0301 a\r\nb\u2028c") == "soft zero nul é a\nb\nc"


def test_joiners_stay_where_they_are_spelling() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("wo\u200crd") == "word"


@given(st.binary(max_size=300), st.sampled_from([None, "text/html; charset=utf-16", "text/plain; charset=nonsense"]))
def test_any_bytes_decode_to_clean_text_in_normal_form(content: bytes, media_type: str | None) -> None:
    text = decode(content, media_type).text
    assert unicodedata.is_normalized("NFC", text)
    assert "\x00" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a..",
        b"PK\x03\x04rest",
        bytes(range(256)) * 20,
        b"RIFF1234WEBPVP8 ",
    ],
)
def test_formats_that_are_no_text_are_told_by_their_bytes(content: bytes) -> None:
    assert is_binary(content, "text/html")


def test_text_is_no_binary_whatever_it_is_declared_as() -> None:
    assert not is_binary(b"<html><body>\x00\x00Hello</body></html>", "image/png")
    assert not is_binary(GERMAN.encode("utf-16"), None)


def test_markup_is_told_by_its_tags_then_by_what_is_declared_then_by_the_name() -> None:
    assert is_markup("<!DOCTYPE html><title>x</title>")
    assert is_markup("words <p>and</p> more <b>words</b>")
    assert not is_markup("if a < b and c > d then stop", "text/html")
    assert not is_markup("one <br> in a text")
    allowed = "You may use these tags: <a href=''> <b> <blockquote> <em> <i> <strong>"
    assert not is_markup("\n".join(["A line of a plain text that some scraper left."] * 20 + [allowed]))
    assert is_markup("one <br> in a page", "text/html; charset=utf-8")
    assert is_markup("one <br> in a page", None, "page.html")


def test_ten_megabytes_of_mojibake_are_decoded() -> None:
    assert decode(("Ã© \n" * 2_000_000).encode()).text
    assert decode(b"\xe9\xff" * 5_000_000).text


@pytest.mark.parametrize(
    ("content", "repairs"),
    [
        ("Nothing to do: Größe.".encode(), ()),
        (b"Plain.", ()),
        ("Größe und KÃ¶nig und MÃ¼ller".encode(), ("mojibake",)),
        ("Gro\xad\xdfe".encode(), ("soft_hyphens",)),
        (b"<p>Gro&shy;sse &#8203;Dinge</p>", ("soft_hyphens", "zero_width_characters")),
        ("zero\u200bwidth".encode(), ("zero_width_characters",)),
        (b"a bell\x07 rings", ("control_characters",)),
        ("Cafe\u0301".encode(), ("unicode_nfc",)),
        (f'<meta charset="iso-8859-1">{GERMAN}'.encode(), ("wrong_declared_encoding",)),
    ],
)
def test_what_was_repaired_is_recorded_by_name(content: bytes, repairs: tuple[str, ...]) -> None:
    assert decode(content).repairs == repairs


PASTED = "crowd’s naïve cheer – “quotes” for £500".encode()


@pytest.mark.parametrize(
    ("stray", "read"),
    [
        (b" na\xefve \x91quotes\x94 and a \xa3 sign", " naïve ‘quotes” and a £ sign"),
        (b" caf\xe9</p>", " café</p>"),
        (b" \xc9lan", " Élan"),
        (b" \xa9", " ©"),
    ],
)
def test_bytes_of_another_system_between_letters_are_read_as_windows_1252(stray: bytes, read: str) -> None:
    decoded = decode(PASTED + stray)
    assert decoded.text == PASTED.decode() + read
    assert decoded.encoding == "utf-8"
    assert decoded.repairs == ("stray_bytes",)


@pytest.mark.parametrize("cut", ["桥".encode()[:2], "桥".encode()[:1], "桥".encode()[1:]])
def test_what_is_left_of_a_character_that_was_cut_is_not_guessed(cut: bytes) -> None:
    chinese = "河边的村民们星期六夜里合力修复了倒塌的旧木桥。".encode()
    shown = decode(chinese + cut + b"</p>").text
    assert shown.startswith(chinese.decode() + "\ufffd")
    assert shown.rstrip("</p>").rstrip("\ufffd") == chinese.decode()


@pytest.mark.parametrize("encoding", ["euc_kr", "gb18030", "shift_jis", "windows-1251", "windows-1252", "iso-8859-2"])
def test_text_of_another_encoding_is_not_taken_for_damaged_utf_8(encoding: str) -> None:
    words = {
        "euc_kr": "강가의 마을 사람들이 토요일 밤에 무너진 나무 다리를 함께 고쳤다.",
        "gb18030": "河边的村民们星期六夜里合力修复了倒塌的旧木桥，孩子们又能过桥上学。",
        "shift_jis": "村の人々は土曜の夜に壊れた木の橋を力を合わせて直した。",
        "windows-1251": "Жители деревни в субботу ночью починили старый мост.",
        "windows-1252": "Die Fähre bleibt, sagt der Rat; die Brücke kommt später für alle Gäste.",
        "iso-8859-2": "Most zostanie naprawiony później, mówią mieszkańcy wsi nad rzeką.",
    }[encoding]
    page = f'<html><meta charset="{encoding}"><p>{words * 3}</p>'.encode(encoding)
    assert words in decode(page).text


@given(
    st.text(
        st.characters(codec="utf-16-le")
        | st.sampled_from("a\xe9\u0301\u0308\u200b\u1161\u11a8\uac00\ufffe\xad\u3099\u309b\u0340\u212b")
    )
)
def test_what_is_left_as_it_is_needs_no_cleaning(text: str) -> None:
    if _SETTLED.fullmatch(text):
        assert unicodedata.is_normalized("NFC", text)
        assert _UNSEEN.search(text) is None
        assert not set(text) & {"\r", "\x85", "\u2028", "\u2029", "\u200c", "\u200d"}


def test_no_settled_character_joins_another_or_is_taken_away() -> None:
    settled = [chr(code) for code in range(0x10000) if _SETTLED.fullmatch(chr(code))]
    assert len(settled) > 30_000
    for character in settled:
        assert unicodedata.combining(character) == 0
        assert clean(f"a{character}") == f"a{character}"
    assert unicodedata.is_normalized("NFC", "".join(settled))
