"""Both sample articles come out as their gold says: title, date, headings, boilerplate, and no sentence lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

ROOT = Path(__file__).parents[2]
DOCUMENTS = yaml.safe_load((ROOT / "tests/gold/seeds.yaml").read_text("utf-8"))["documents"]


def _cleaned(document: dict) -> tuple[str, Cleaned]:
    text = (ROOT / "data/articles" / document["doc"]).read_text("utf-8")
    return text, clean(Source(document["doc"], "txt", "0" * 64, text))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc"])
def test_the_outline_is_right(document: dict) -> None:
    _, cleaned = _cleaned(document)
    assert cleaned.title == document["title"]
    assert cleaned.kicker == document.get("kicker")
    assert [s.heading for s in cleaned.sections if s.kind == "heading"] == document["headings"]
    assert [s.heading for s in cleaned.sections if s.kind == "run-in"] == document.get("run_in_headings", [])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc"])
def test_the_date_is_right(document: dict) -> None:
    _, cleaned = _cleaned(document)
    expected = document["published"]
    assert cleaned.published == (expected.isoformat() if expected else None)
    if not expected:
        assert cleaned.published_basis == "inferred"
        assert cleaned.published_earliest == document["published_not_before"].isoformat()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc"])
def test_only_boilerplate_is_set_aside(document: dict) -> None:
    text, cleaned = _cleaned(document)
    aside = [r for r in cleaned.residue if r.kind not in {"kicker", "duplicate-title"}]
    assert len(aside) == len(document["boilerplate"])
    for residue, words in zip(aside, document["boilerplate"], strict=True):
        assert residue.text.startswith(words)
    for residue in cleaned.residue:
        assert text[residue.raw_start : residue.raw_end] == residue.text
    letters = re.sub(r"\s", "", cleaned.text) + "".join(re.sub(r"\s", "", r.text) for r in cleaned.residue)
    assert sorted(letters) == sorted(re.sub(r"\s", "", text))
