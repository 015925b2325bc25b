"""All extractors over 1,000 articles, beside a bare ``nlp.pipe`` of the same model with spaCy's own defaults."""

from __future__ import annotations

import time

import psutil
import spacy

from tests.bench.articles import texts
from workbook.cleaning import Identity, clean
from workbook.language import analyse, load_model, prepare
from workbook.language.pipeline import EMBEDDED
from workbook.reading import Source


def run(*, soak: bool = False) -> list[str]:
    rows = [
        "| articles | words | bare nlp.pipe, s | language, s | ratio | memory grown by, MB |",
        "|---|---|---|---|---|---|",
    ]
    for number in (100, 1000, 4000) if soak else (100, 1000):
        rows.append(_measure(number))
    return rows


def _measure(number: int) -> str:
    articles = texts(number)
    cleaned = [clean(Source(f"{n}.txt", "txt", f"{n:064}", text)) for n, text in enumerate(articles)]
    bare = spacy.load(EMBEDDED)
    started = time.perf_counter()
    for _ in bare.pipe(one.text for one in cleaned):
        pass
    bare_s = time.perf_counter() - started
    prepared = (prepare(f"a{n}", one, Identity(f"a{n}", text)) for n, (one, text) in enumerate(zip(cleaned, articles)))
    nlp = load_model()
    memory = psutil.Process().memory_info().rss
    started = time.perf_counter()
    for _ in analyse(nlp, prepared):
        pass
    ours_s = time.perf_counter() - started
    grown = (psutil.Process().memory_info().rss - memory) / 1e6
    words = sum(len(text.split()) for text in articles)
    return f"| {number:,} | {words:,} | {bare_s:.1f} | {ours_s:.1f} | {ours_s / bare_s:.2f} | {grown:.0f} |"
