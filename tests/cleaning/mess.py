"""Pages made messy on purpose: articles whose words are known, printed in the habits of many outlets."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from workbook.cleaning import clean
from workbook.reading.source import Source

# A line that is a date, or a place and a date, stays in the text; one that says "Published" or "By" does not.
_DATE_ALONE = re.compile(r"(?:[\w ]+(?:,|, [A-Z]\w+ \d+ –| \|) )?[\w ,.-]*\d{4}")
_STATES = ("Updated", "Published", "Last", "By", "Posted", "Date")
GOLD = Path(__file__).parents[1] / "gold"


@dataclass
class Page:
    """A messy page and what it must become."""

    name: str
    blind: bool
    text: str
    title: str
    headings: list[str]
    body: str
    published: str | None


def pages(*, every: bool = False) -> list[Page]:
    """Return thirty pages, each template with one article, or every template with every article."""
    articles = yaml.safe_load((GOLD / "cleaning-articles.yaml").read_text("utf-8"))
    templates = yaml.safe_load((GOLD / "cleaning-templates.yaml").read_text("utf-8"))
    return [
        _page(template, article)
        for number, template in enumerate(templates)
        for place, article in enumerate(articles)
        if every or place == number % len(articles)
    ]


def measure(chosen: list[Page]) -> dict[str, float]:
    """Return word precision, recall and F1, and the shares of titles, headings and dates that are right."""
    counts: Counter[str] = Counter()
    for page in chosen:
        cleaned = clean(Source(page.name, "txt", "0" * 64, page.text))
        want, got = Counter(_words(page.body)), Counter(_words(cleaned.text))
        headings = {s.heading for s in cleaned.sections if s.heading}
        counts.update(
            want=want.total(), got=got.total(), both=(want & got).total(), pages=1,
            title=cleaned.title == page.title, date=cleaned.published == page.published,
            headings=len(page.headings), headings_found=len(headings),
            headings_right=len(headings & set(page.headings)),
        )  # fmt: skip
    precision, recall = counts["both"] / counts["got"], counts["both"] / counts["want"]
    return {
        "word_precision": precision,
        "word_recall": recall,
        "word_f1": 2 * precision * recall / (precision + recall),
        "heading_precision": counts["headings_right"] / counts["headings_found"],
        "heading_recall": counts["headings_right"] / counts["headings"],
        "title": counts["title"] / counts["pages"],
        "date": counts["date"] / counts["pages"],
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _page(template: dict, article: dict) -> Page:
    day = date.fromisoformat(article["day"])
    fields = {
        **{name: article[name] for name in ("title", "city", "region", "author", "outlet")},
        "TITLE": article["title"].upper(), "CITY": article["city"].upper(), "AUTHOR": article["author"].upper(),
        "long": f"{day:%B} {day.day}, {day.year}", "short": f"{day.day} {day:%B} {day.year}",
        "dots": f"{day:%d.%m.%Y}", "iso": day.isoformat(), "md": f"{day:%b} {day.day}",
    }  # fmt: skip
    head = [line.format(**fields) for line in template["head"]]
    dateline = template.get("dateline", "").format(**fields)
    blocks, headings = _blocks(template, article, dateline)
    titles = {fields["title"], fields["TITLE"]}
    title = template.get("keeps_title", "").format(**fields) or next(
        (line for line in head if line in titles), fields["title"]
    )
    date_words = [
        line for line in head if _DATE_ALONE.fullmatch(line) and not line.startswith(_STATES) and line != title
    ]
    if template["style"] == "glued":
        date_words = [head[0].removeprefix(title)]
    date_words = [re.sub(r"^ ?By .*?(?=[A-Z]\w+ \d)", "", words) for words in date_words]
    text = "\n".join(head) + "\n\n" + _printed(template, blocks, fields)
    if template["style"] == "glued":
        text = " ".join([*head, *(block for block, _ in blocks)]) + "\n" + "\n".join(template["tail"])
    published = [line for line in head if not line.startswith(("Updated", "Last updated"))]
    stated = f"{day.year}" in " ".join([*published, dateline])
    body = "\n".join([title, *date_words, *(block for block, junk in blocks if not junk)])
    return Page(
        f"{template['id']}",
        bool(template.get("blind")),
        text,
        title,
        headings,
        body,
        article["day"] if stated else None,
    )


def _blocks(template: dict, article: dict, dateline: str) -> tuple[list[tuple[str, bool]], list[str]]:
    """Return the body's blocks with whether each is junk, and the headings."""
    blocks: list[tuple[str, bool]] = []
    headings: list[str] = []
    for number, block in enumerate(article["body"], start=1):
        ((kind, words),) = block.items()
        if kind == "h":
            words = words.upper() if template.get("upper") else words
            headings.append(words)
        elif kind == "r":
            headings.append(words[0])
            words = ": ".join(words)
        elif kind == "b":
            words = template.get("marker", "• ") + words
        blocks.append((dateline + words if number == 1 else words, False))
        blocks += [(junk, True) for junk in template.get("inserts", {}).get(number, [])]
        if template.get("quote") == number and (
            quoted := re.search("“[^”]{25,}”", json.dumps(article, ensure_ascii=False))
        ):
            blocks.append((quoted.group(), True))
    return blocks, headings


def _printed(template: dict, blocks: list[tuple[str, bool]], fields: dict) -> str:
    tail = "\n".join(line.format(**fields) for line in template["tail"])
    if template["style"] == "wrap":
        indent = template.get("indent", "")
        return "\n\n".join(textwrap.fill(block, 72, initial_indent=indent) for block, _ in blocks) + "\n\n" + tail
    return ("\n" if template["style"] == "lines" else "\n\n").join(block for block, _ in blocks) + "\n\n" + tail
