"""The same quotation is found wherever it is printed, and what only looks the same is left alone."""

from functools import partial

import pandas as pd
import pytest

from workbook import tables
from workbook.linking.quotations import MOST_WORDS, printed_speaker, same_quotations

LONG = "We will not sign any document that leaves our prisoners behind"


def articles(number=4, **more):
    rows = [
        {"article_id": f"a{n}", "path": f"{n}.txt", "format": "txt", "published": f"2024-05-{n + 1:02}", "published_basis": "metadata",
         "n_words": 1, "text": "", "sha256": f"{n:064x}", "model": "m", **{name: values.get(n) for name, values in more.items()}}
        for n in range(number)
    ]  # fmt: skip
    return tables.make("articles", rows)


def quotes(*told):
    """Rows of (article's number, speaker, words), optionally with more."""
    rows = [
        {"quote_id": f"q{n}", "article_id": f"a{article}", "start": n, "end": n + 1, "content": words, "quote_type": "direct",
         "actor_id": speaker, "topics": [], "origin": "machine", "rule": "r", **dict(zip(("source", "quote_type"), more, strict=False))}
        for n, (article, speaker, words, *more) in enumerate(told)
    ]  # fmt: skip
    return tables.make("quotes", rows)


def groups(*told, **more):
    return same_quotations(quotes(*told), articles(**more))["group_id"].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG),
        (LONG + ",", "“We will not sign any document that leaves our prisoners behind.”".strip("“”")),
        (LONG, "We will not sign a document that leaves our prisoners behind"),
        (LONG, "we will not sign any paper that leaves our prisoners behind"),
        ("Talks can’t start before the guns fall silent along the river", "Talks can't start before guns fall silent along the river"),
        ("This is a deal for the farmers", "This is the deal for the farmers"),
    ],
    ids=["equal", "punctuation", "article", "one word", "apostrophe", "short, a light word"],
)  # fmt: skip
def test_same_words_are_one_quotation(one, other):
    """Case, marks and a word or two may differ."""
    assert groups((0, "p1", one), (1, "p1", other)) == ["q0", "q0"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((0, "p1", LONG), (1, "p2", LONG)),
        ((0, "p1", LONG + " and our fields mined for another generation"), (1, "p1", LONG)),
        ((0, "p1", LONG), (1, "p1", "We will sign any document that leaves our prisoners behind")),
        ((0, "p1", "They have never accepted a halt to the shelling of the port"), (1, "p1", "They have accepted a halt to the shelling of the port")),
        ((0, "p1", "We fully support the plan"), (1, "p1", "We fully reject the plan")),
        ((0, "p1", "They hold 40 of our sailors in a prison by the sea"), (1, "p1", "They hold 14 of our sailors in a prison by the sea")),
        ((0, "p1", "We will see"), (1, "p1", "We will see")),
        ((0, "p1", LONG), (1, None, LONG, "a minister")),
        ((0, None, LONG, "a minister"), (1, None, LONG, "an envoy")),
        ((0, None, "The road stays closed today", "he"), (1, None, "The road stays closed today", "she")),
        ((0, "p1", LONG, "x", "scare"), (1, "p1", LONG, "x", "scare")),
    ],
    ids=["other speaker", "half of it", "denied", "never", "one verb of five", "number", "anybody's words", "known and unknown", "two unknown", "pronouns", "terms"],
)  # fmt: skip
def test_near_misses_are_not_the_same(one, other):
    """Another speaker, half of the words, a denial: two quotations."""
    assert groups(one, other) == ["q0", "q1"]


def test_a_long_exact_repetition_needs_no_name():
    """Agency copy often loses the speaker."""
    assert groups((0, "p1", LONG), (1, None, LONG, "he")) == ["q0", "q0"]


def test_the_first_telling_is_the_earliest_article():
    """By day of publication, undated articles last, then by path; the differing one is marked."""
    made = same_quotations(
        quotes((2, "p1", LONG), (0, "p1", "We will not sign a document that leaves our prisoners behind"), (3, "p1", LONG)),
        articles(),
    ).set_index("quote_id")  # fmt: skip
    assert made["group_id"].tolist() == ["q1", "q1", "q1"]
    assert made["is_first"].tolist() == [False, True, False]
    assert made["differs"].tolist() == [True, False, True]
    assert made["n_articles"].tolist() == [3, 3, 3]


def test_near_duplicate_articles_are_one_source():
    """The same wire text in three outlets counts once."""
    made = same_quotations(quotes(*((n, "p1", LONG) for n in range(4))), articles(duplicate_of={1: "a0", 2: "a0"}))
    assert set(made["n_articles"]) == {4}
    assert set(made["n_sources"]) == {2}


def test_rows_keep_their_order_and_nothing_is_lost():
    """One row for each quotation, terms too; an empty table is an empty answer."""
    told = quotes((1, "p1", LONG), (0, None, "so-called zone", None, "scare"), (0, "p2", "Yes"))
    assert same_quotations(told, articles())["quote_id"].tolist() == ["q0", "q1", "q2"]
    assert same_quotations(tables.empty("quotes"), articles()).empty


@pytest.mark.parametrize(
    ("source", "words"), [("The minister", "minister"), ("He", ""), (None, ""), (float("nan"), ""), ("a  German\nofficial", "german official")]
)  # fmt: skip
def test_a_pronoun_names_nobody(source, words):
    assert printed_speaker(source) == words


def test_time_grows_with_the_number_of_quotations(linear):
    """Also when all begin with the same words."""

    def work(number):
        told = [(n % 4, f"p{n % 7}", f"We are ready to talk about {n} and {n * 7 % 1001} but not about {n % 13}") for n in range(number)]  # fmt: skip
        table, about = quotes(*told), articles()
        return partial(same_quotations, table, about)

    linear(work, 1_500)


def test_a_hostile_quotation_is_compared_by_its_beginning():
    """A megabyte of one word costs no more than a page."""
    word = "no " * 300_000
    made = same_quotations(quotes((0, "p1", word), (1, "p1", word + "yes")), articles())
    assert made["group_id"].tolist() == ["q0", "q0"]
    assert MOST_WORDS < 1_000


def test_missing_day_comes_last():
    """An article without a date is never the first telling where another has one."""
    about = articles()
    about.loc[0, "published"] = None
    made = same_quotations(quotes((0, "p1", LONG), (3, "p1", LONG)), about)
    assert made["group_id"].tolist() == ["q1", "q1"]
    assert pd.api.types.is_bool_dtype(made["is_first"])
