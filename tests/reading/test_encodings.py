"""What decoding promises: the right characters, and a note unless the bytes are clean UTF-8 or say what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import ReadError
from workbook.reading.encodings import decode, visible

ENGLISH = "The envoys met in a café in São Paulo. “We are not there yet,” the minister’s aide said – and left at once."
FRENCH = "Les délégués se sont réunis à Genève. Les négociations ont été suspendues, a déclaré le ministre français."
RUSSIAN = "Переговоры продолжились в понедельник, сообщили делегации обеих сторон. Стороны обсудили обмен пленными."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(ENGLISH, "utf-8", id="utf-8"),
        pytest.param(ENGLISH, "utf-8-sig", id="utf-8-with-mark"),
        pytest.param(RUSSIAN, "utf-16", id="utf-16-with-mark"),
        pytest.param(RUSSIAN, "utf-32", id="utf-32-with-mark"),
        pytest.param("Plain words.", "ascii", id="ascii"),
    ],
)
def test_what_is_proven_needs_no_note(text, encoding):
    """Clean UTF-8 and byte order marks leave no doubt; the mark is no part of the text."""
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        pytest.param(ENGLISH, "cp1252", "cp1252", id="windows-1252"),
        pytest.param(FRENCH, "latin-1", "cp1252", id="latin-1-reads-the-same"),
        pytest.param(RUSSIAN, "cp1251", "cp1251", id="windows-1251"),
        pytest.param(RUSSIAN, "koi8-r", "koi8_r", id="koi8-r"),
        pytest.param(ENGLISH, "utf-16-le", "utf-16-le", id="utf-16-without-mark"),
        pytest.param(ENGLISH, "utf-16-be", "utf-16-be", id="utf-16-other-order"),
    ],
)
def test_what_is_measured_is_noted(text, encoding, named):
    """Another encoding is found by measuring, and the note names it."""
    found, notes = decode(text.encode(encoding))
    assert found == text
    assert named in notes[0].reason


def test_declared_encoding_is_believed_where_it_fits():
    """A page's own statement needs no note; a statement that the bytes contradict is not used."""
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251") == (RUSSIAN, ())
    assert decode(RUSSIAN.encode("utf-8"), "iso-8859-1") == (RUSSIAN, ())
    assert decode(ENGLISH.encode("cp1252"), "ISO-8859-1") == (ENGLISH, ())
    assert decode(ENGLISH.encode("cp1252"), "idna")[0] == ENGLISH
    assert decode(RUSSIAN.encode("utf-8"), "no-such-encoding") == (RUSSIAN, ())


def test_mixed_encodings_are_replaced_visibly():
    """A Windows paste in a UTF-8 file: the rest stays right, the foreign bytes are shown and counted."""
    text, notes = decode(f"{ENGLISH}\n".encode() + b"A line from \x93elsewhere\x94.")
    assert text == f"{ENGLISH}\nA line from \ufffdelsewhere\ufffd."
    assert "2 places" in notes[0].reason


def test_cut_utf_16_is_noted():
    """Half a character at the end is shown, not lost."""
    text, notes = decode(ENGLISH.encode("utf-16")[:-1])
    assert text == ENGLISH[:-1] + "\ufffd"
    assert "damaged" in notes[0].reason


def test_controls_and_lone_surrogates_become_visible():
    """Null bytes and halves of characters keep their place in the text and are counted in notes."""
    text, notes = visible("The talks\x00 went on.\x1b[0m \ud83d\ttab\r\nline")
    assert text == "The talks␀ went on.␛[0m \ufffd\ttab\r\nline"
    assert [note.reason.split()[0] for note in notes] == ["2", "1"]
    assert visible("Nothing strange.\n") == ("Nothing strange.\n", ())


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\x7fELF\x02\x01", b"\x1f\x8b\x08"])
def test_binaries_are_refused(start):
    """Pictures and programs are no text in any encoding."""
    with pytest.raises(ReadError, match="no text"):
        decode(start + bytes((number * 77 + 13) % 256 for number in range(4_000)))


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data):
    """No bytes make decoding fail in another way, and what is shown can be written again."""
    try:
        text, _ = decode(data)
    except ReadError:
        return
    visible(text)[0].encode("utf-8")
