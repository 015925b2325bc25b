"""What find_duplicates promises: copies of a story point to the first of them, other stories stay apart."""

import itertools
import json
import random
from pathlib import Path

import pandas as pd
import pytest
import yaml

from workbook.linking.duplicates import find_duplicates

GOLD = Path(__file__).parents[1] / "gold"
WIRE = yaml.safe_load((GOLD / "duplicates.yaml").read_text("utf-8"))


def table(*rows):
    """Articles from (article_id, text, published, path)."""
    return pd.DataFrame(rows, columns=["article_id", "text", "published", "path"])


def stories():
    """Each story's paragraphs, its background filled in."""
    for name, paragraphs in WIRE["stories"].items():
        background = WIRE["background"][name.split("-")[0]]
        yield name, [background if paragraph == "background" else paragraph for paragraph in paragraphs]


def edited(text):
    """An editor's hand: house style, a weekday, a title, quotation marks."""
    for old, new in [
        (" said", " told reporters"),
        ("on T", "T"),
        (" per cent", "%"),
        ('"', "”"),
        ("said that", "said"),
    ]:
        text = text.replace(old, new)
    return text


def copies(paragraphs):
    """What outlets make of one wire story, by the name of what was done."""
    head, *body = paragraphs
    yield "other headline", ["What we know about the talks so far", *body]
    yield "two last paragraphs cut", [head, *body[:-2]]
    for cut in itertools.combinations(range(1, len(body)), 2):
        yield "headline, two inner cut", ["Negotiators in the news", *(p for at, p in enumerate(body) if at not in cut)]
    yield "cut and edited", ["Late edition", *map(edited, body[:-2])]
    yield "own paragraph added", [head, *body, "Our newsroom could not reach either delegation for a comment in time."]
    yield "half of it", [head, *body[: len(body) // 2]]
    yield "one line", [" ".join(paragraphs)]


def pairs():
    """Every pair of a story and its copy, and every pair of a story or copy with another story."""
    known = dict(stories())
    for name, paragraphs in known.items():
        for kind, copy in copies(paragraphs):
            yield kind, "\n".join(paragraphs), "\n".join(copy), True
            for other, others in known.items():
                if other != name:
                    yield f"{kind} of another story", "\n".join(others), "\n".join(copy), False


def test_near_duplicates_keep_to_their_floors():
    """Copies made as newsrooms make them are found; reports that share background and a quotation are not merged."""
    floors = json.loads((GOLD / "floors-duplicates.json").read_text())["duplicates"]
    judged = [
        (kind, same, find_duplicates(table(("a", one, None, "1"), ("b", two, None, "2")))[1] == "a")
        for kind, one, two, same in pairs()
    ]
    right = sum(same and found for _, same, found in judged)
    assert len(judged) == floors["pairs"]
    assert right / sum(found for _, _, found in judged) >= floors["precision"], [j for j in judged if j[2] > j[1]]
    assert right / sum(same for _, same, _ in judged) >= floors["recall"], [j for j in judged if j[1] > j[2]]


def test_first_by_day_then_path_is_the_original():
    """Every copy points to the earliest; an article without a day comes last; the index is kept."""
    text = "\n".join(next(stories())[1])
    articles = table(
        ("undated", text + " More.", None, "a.txt"),
        ("late", text.upper(), "2025-11-25", "b.txt"),
        ("second", text + " End.", "2025-11-24", "d.txt"),
        ("first", text, "2025-11-24", "c.txt"),
        ("other", "Something else altogether.", "2025-11-01", "e.txt"),
    ).set_axis([7, 5, 3, 1, 0])
    found = find_duplicates(articles)
    assert found.index.tolist() == [7, 5, 3, 1, 0]
    assert found.fillna("").tolist() == ["first", "first", "first", "", ""]


def test_chains_are_flattened():
    """A copy of a shortened copy points to the original, though it shares less with it."""
    paragraphs = next(stories())[1]
    other = dict(stories())["strike-vote"]
    texts = [paragraphs, paragraphs[:6], paragraphs[2:6] + other[1:3]]
    found = find_duplicates(table(*((f"a{n}", "\n".join(text), None, str(n)) for n, text in enumerate(texts))))
    assert found.fillna("").tolist() == ["", "a0", "a0"]


def test_a_later_round_up_does_not_join_two_stories():
    """An article made of two stories repeats one of them; the two stay originals."""
    one, two = (paragraphs for name, paragraphs in stories() if name in ("river-walkout", "strike-vote"))
    rows = [("a", "\n".join(one)), ("b", "\n".join(two)), ("both", "\n".join(one + two))]
    found = find_duplicates(table(*((key, text, None, key) for key, text in rows))).fillna("").tolist()
    assert found == ["", "", "a"]


def test_two_reports_on_the_same_talks_stay_apart():
    """The sample articles tell the same week in their own words."""
    files = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.txt"))
    found = find_duplicates(table(*((path.name, path.read_text("utf-8"), None, path.name) for path in files)))
    assert len(found) >= 2
    assert found.isna().all()


@pytest.mark.parametrize("text", ["", "…", "Subscribers only.", "Read more on this story in the paper."])
def test_short_texts_are_duplicates_only_when_equal(text):
    """Stubs that share their few words are not one source, unless they are equal; empty texts never."""
    found = find_duplicates(table(("a", text, None, "1"), ("b", text + " Log in.", None, "2"), ("c", text, None, "3")))
    assert found.fillna("").tolist() == ["", "", "a" if any(map(str.isalnum, text)) else ""]


def test_no_articles_give_no_rows():
    """An empty table gives an empty series of text."""
    found = find_duplicates(table())
    assert found.empty
    assert found.dtype == "str"


def test_time_grows_with_the_number_of_articles(linear):
    """Also of articles that draw on the same four hundred sentences, where every tenth is a shortened copy."""
    draw = random.Random(3)
    words = ["".join(draw.choices("abcdeilmnorstu", k=draw.randint(2, 9))) for _ in range(4_000)]
    sentences = [" ".join(draw.choices(words, k=22)) for _ in range(400)]
    texts = []
    for number in range(4_000):
        own = [" ".join(draw.choices(words, k=22)) for _ in range(14)] + draw.sample(sentences, 4)
        texts.append(". ".join(own) if number % 10 or number < 100 else texts[number // 100][:1_800])
    articles = table(*((f"a{n}", text, None, f"{n:05}") for n, text in enumerate(texts)))
    assert find_duplicates(articles.head(1_000)).notna().sum() == 90
    linear(lambda size: lambda: find_duplicates(articles.head(size)), 500)
