"""Nothing is lost: text and residue hold every character of the source once, in order, with offsets that lead back."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

INVISIBLE = {"Cc", "Cf", "Cs"}
PIECES = [
    "Home", "News | World | Africa", "Home > World > Africa", "By Jane Doe", "Read more: Another story", "Subscribe to our newsletter",
    "Talks Collapse in the Capital", "Talks Collapse in the Capital Again", "KHARTOUM, March 3 (Agency) – The army said it would talk.",
    "The mediators met both sides on March 3, 2024, and left without a word about what comes next.", "• A first point", "- a second", "- a third",
    "What Comes Next: Hopes and Fears The mediators will return.", "Security Guarantees: The mission would stay.", "© 2024 Outlet", "12 comments",
    "Cafe\u0301 de\u0301bats", "zero\u200bwidth so\u00adft", "\u1100\u1161\u11a8", "\u0958", "e" + "\u0301" * 40, "\ufeff", "\x00", "\u2028", "\u00a0", " ", "  ",
    "\n", "\n\n", "\r\n", "\t", "…", "“Peace,” he said.", "U.S. envoys", "*", "•", "–", "Photo: Someone/Agency", "\ud800",
]  # fmt: skip
MESS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=12), st.sampled_from([" ", "\n", ". "])), max_size=60
).map("".join)


def _cleaned(text: str, **more: object) -> Cleaned:
    return clean(Source("a.txt", "txt", "0" * 64, text), **more)  # type: ignore[arg-type]


def _letters(text: str) -> str:
    """Keep what a reader sees, one sign for all bullets."""
    visible = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in INVISIBLE)
    return re.sub("[●▪◦‣∙■□▸►✓➤*·–—-]", "•", unicodedata.normalize("NFKC", visible))


def _in_order(source: str, cleaned: Cleaned) -> str:
    """Put text and residue together again by their places in the source."""
    pieces = [(residue.raw_start, residue.text) for residue in cleaned.residue]
    at = 0
    for line in cleaned.text.split("\n"):
        if line:
            pieces.append((cleaned.offsets.to_source(at, at + len(line))[0], line))
        at += len(line) + 1
    return "".join(text for _, text in sorted(pieces))


@given(MESS)
@settings(max_examples=400, deadline=None)
def test_text_and_residue_hold_the_source(text: str) -> None:
    cleaned = _cleaned(text)
    assert _letters(_in_order(text, cleaned)) == _letters(text)


@given(MESS)
@settings(max_examples=400, deadline=None)
def test_offsets_lead_to_the_same_characters(text: str) -> None:
    cleaned = _cleaned(text)
    for start, raw, length in cleaned.offsets.runs:
        for offset in range(length):
            read, kept = text[raw + offset], cleaned.text[start + offset]
            assert read == kept or kept == "•" or ord(read) >= 0x300 or ord(text[raw + offset + 1]) >= 0x300
    for residue in cleaned.residue:
        assert text[residue.raw_start : residue.raw_end] == residue.text


@given(MESS, st.data())
@settings(max_examples=300, deadline=None)
def test_a_restored_passage_is_back_and_the_rest_as_it_was(text: str, data: st.DataObject) -> None:
    before = _cleaned(text)
    lines_aside = [passage for passage in before.residue if not passage.rule.startswith("inline-")]
    if len(lines_aside) < len(before.residue) or not lines_aside:
        return  # an address inside a line comes back into it: test_residue
    chosen = data.draw(st.sampled_from(before.residue))
    after = _cleaned(text, restored=[(chosen.raw_start, chosen.raw_end)])
    assert [r for r in before.residue if r != chosen] == list(after.residue)
    lines = after.text.split("\n")
    for line in before.text.split("\n") if before.text else []:
        lines.remove(line)
    assert len(lines) == 1
    assert _letters(lines[0]) == _letters(chosen.text)


@given(MESS)
@settings(max_examples=200, deadline=None)
def test_the_outline_lies_in_the_text(text: str) -> None:
    cleaned = _cleaned(text)
    for start, end in cleaned.headings:
        assert 0 <= start < end <= len(cleaned.text)
        assert cleaned.text[start:end].strip() == cleaned.text[start:end]
    for section in cleaned.sections:
        assert 0 <= section.start <= section.body <= section.end <= len(cleaned.text)
        if section.heading:
            assert cleaned.text.startswith(section.heading, section.start)
