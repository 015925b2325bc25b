"""Articles for measuring: paragraphs of the two sample articles, shuffled, with other days and names."""

from __future__ import annotations

import random
import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "data/articles"
NAMES = ("Amina Sow", "Jorge Valdés", "Ok-ja Kim", "Peter Lindqvist", "Tendai Moyo", "Leila Haddad", "Raj Menon")


def texts(number: int, seed: int = 0) -> list[str]:
    """Return that many different articles of 600 to 1,200 words, each with a title and a dateline."""
    draw = random.Random(seed)
    sentences = [s for path in sorted(DATA.glob("*.txt")) for s in _sentences(path.read_text("utf-8"))]
    return [_article(draw, sentences, n) for n in range(number)]


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in re.split(r"(?<=[.!?”\"]) (?=[A-Z“\"])", text) if 40 < len(s.strip()) < 600]


def _article(draw: random.Random, sentences: list[str], number: int) -> str:
    body = draw.sample(sentences, draw.randint(28, 50))
    body = [re.sub(r"November \d+", f"November {draw.randint(1, 29)}", s) for s in body]
    paragraphs = [" ".join(body[i : i + 4]) for i in range(0, len(body), 4)]
    name = draw.choice(NAMES)
    dateline = f"GENEVA, November {draw.randint(1, 30)}, 2025 –"
    lead = f"{dateline} {name} spoke to reporters about round {number}. {paragraphs[0]}"
    return "\n\n".join([f"{name} opens round {number} of the talks", lead, *paragraphs[1:]])
