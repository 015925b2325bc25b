"""Sentences: a dateline is one of its own, so that the parser does not take the city for who acted."""

from __future__ import annotations

import pytest
import spacy

from workbook.language.pipeline import EMBEDDED, load_model

DATELINES = {
    "agency and full date": ("LONDON, March 5 2024 (NWA) -", "Rail unions suspended a strike on Thursday."),
    "city only": ("PORT SUDAN —", "Sudan's army accused the militia of a breach."),
    "agency only": ("GENEVA (Reuters) -", "Envoys of both sides met."),
    "two cities": ("BEIRUT/JERUSALEM, Nov 3 –", "Envoys met on Sunday."),
    "city and country": ("Bogotá, Colombia (AP) —", "Rebels released two soldiers."),
    "two hyphens": ("KYIV, Ukraine --", "The president signed the decree."),
    "agency in strokes": ("MOSCOW, October 1. /TASS/.", "The minister met his counterpart."),
    "date before the city": ("May 14, 2024 (KHARTOUM) –", "The army suspended the talks."),
    "no city": ("(Reuters) -", "The minister resigned on Monday."),
    "abbreviations": ("WASHINGTON, D.C., Jan. 3 -", "The envoy said no date was set."),
}
NO_DATELINES = (
    "Paris — that is what he said — was quiet.",
    "OPEC and the IEA met in Vienna on Monday.",
    "The UN – and nobody else – may send observers, he said.",
    "NATO, which met on Tuesday, has no such plan.",
)


@pytest.mark.parametrize(("dateline", "sentence"), DATELINES.values(), ids=DATELINES)
def test_a_dateline_is_a_sentence_of_its_own(dateline: str, sentence: str) -> None:
    assert [one.text.strip() for one in load_model()(f"{dateline} {sentence}\nA second line.").sents][:2] == [
        dateline,
        sentence,
    ]


@pytest.mark.parametrize("sentence", NO_DATELINES)
def test_other_strokes_and_capitals_break_nothing(sentence: str) -> None:
    assert [one.text for one in load_model()(sentence).sents] == [sentence]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("“We stay,” the minister wrote on X. Haddad has threatened to quit.", 2),
        ("He posted the map to X. The army denied it.", 2),
        ("Mr. X. Li said on Monday he would go.", 1),
        ("Officials met Malcolm X. Smith in May.", 1),
    ],
)
def test_the_platform_ends_a_sentence_and_an_initial_does_not(text: str, n: int) -> None:
    assert len(list(load_model()(text).sents)) == n


def test_a_pipeline_with_its_own_tokenizer_is_read(tmp_path):
    """A tokenizer without a pattern for marks inside words stays as it is."""
    nlp = spacy.load(EMBEDDED)
    nlp.tokenizer.infix_finditer = None
    nlp.to_disk(tmp_path)
    assert [token.text for token in load_model(tmp_path)("They met—twice.")] == ["They", "met—twice", "."]
