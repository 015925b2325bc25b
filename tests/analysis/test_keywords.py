"""Each place where a word stands, with what stands around it; or each mention of an actor."""

from types import SimpleNamespace

import pytest

from workbook import tables
from workbook.analysis.keywords import keywords_in_context

TEXTS = [
    "Ceasefire near\nThe ceasefire, they said, is no cease-fire. CEASEFIRE's end? A post-ceasefire order; ceasefires fail.",
    "İstanbul hosts talks on a security guarantee. Security guarantees cost money, say the security guarantee’s authors.",
    "",
]


@pytest.fixture
def corpus():
    articles = [
        {"article_id": f"a{n}", "path": f"{n}.txt", "format": "txt", "published_basis": "missing", "n_words": 1, "text": text, "sha256": f"{n:064x}", "model": "m"}
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    sentences = [
        {"sentence_id": "s0", "article_id": "a0", "section_id": "c0", "start": 15, "end": 58, "text": TEXTS[0][15:58]},
        {"sentence_id": "s1", "article_id": "a1", "section_id": "c1", "start": 0, "end": 45, "text": TEXTS[1][0:45]},
    ]
    mentions = [{"mention_id": "m0", "article_id": "a1", "start": 0, "end": 8, "text": "İstanbul", "entity_type": "place", "form": "name", "name": "İstanbul", "actor_id": "nTown", "rule": "r"}]  # fmt: skip
    actors = [{"actor_id": "nTown", "name": "İstanbul", "entity_type": "place", "n_mentions": 1, "n_articles": 1, "aliases": [], "origin": "machine"}]  # fmt: skip
    made = {"articles": articles, "sentences": sentences, "mentions": mentions, "actors": actors}
    return SimpleNamespace(**{name: tables.make(name, rows) for name, rows in made.items()})


def found(corpus, words, **more):
    return keywords_in_context(corpus, words, **more)


def test_whole_words_in_any_case(corpus):
    """Not within a longer word; a possessive is the word, and so is a part with a hyphen."""
    made = found(corpus, "ceasefire")
    assert made["keyword"].tolist() == ["Ceasefire", "ceasefire", "CEASEFIRE", "ceasefire"]
    assert made["sentence_id"].astype(object).where(made["sentence_id"].notna(), None).tolist() == [
        None,
        "s0",
        None,
        None,
    ]


def test_phrases_and_several_words(corpus):
    """Separated by commas or as a list; in the order of the text, a place once, in the longest words."""
    made = found(corpus, "security, security guarantee, talks")
    assert made["keyword"].tolist() == ["talks", "security guarantee", "Security", "security guarantee"]
    assert found(corpus, ["talks", "money"])["keyword"].tolist() == ["talks", "money"]


def test_places_are_those_of_the_text(corpus):
    """Also behind a letter whose small form is longer."""
    made = found(corpus, "talks, money, security, fail, order")
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    assert len(made) == 7, made
    for row in made.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.keyword
        whole = " ".join(texts[row.article_id].split("\n"))
        assert row.left + row.keyword + row.right in whole


@pytest.mark.parametrize(("width", "beside"), [(5, [" ", " "]), (6, [" ", " talks"]), (9, ["İstanbul ", " talks"])])
def test_width_counts_characters_and_cuts_no_word(corpus, width, beside):
    left, right = found(corpus, "hosts", width=width)[["left", "right"]].to_numpy().tolist()[0]
    assert [left, right[:6].rstrip() if len(right) > 1 else right] == beside


def test_an_actor_is_its_mentions(corpus):
    """An identifier gives the mentions, beside words if wanted."""
    assert found(corpus, "nTown")["keyword"].tolist() == ["İstanbul"]
    assert found(corpus, ["nTown", "talks"])["keyword"].tolist() == ["İstanbul", "talks"]


@pytest.mark.parametrize("words", ["", " , ", "zeppelin", []])
def test_nothing_found_is_an_empty_table(corpus, words):
    made = found(corpus, words)
    assert made.empty
    assert list(made.columns) == ["keyword_id", "article_id", "sentence_id", "start", "end", "left", "keyword", "right"]


def test_apostrophes_and_dashes_are_alike(corpus):
    """What an analyst types finds what a typesetter set."""
    assert len(found(corpus, "guarantee's")) == 1
