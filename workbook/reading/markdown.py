"""Markdown, parsed by markdown-it-py: the words without the marks, and what the front matter says of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from workbook.reading.days import agreed
from workbook.reading.encodings import decode
from workbook.reading.heads import keyed_head
from workbook.reading.source import Note, Source, field_of, rank_of, titled

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# The same in TOML, as Hugo writes it: "+++", 'title = "Envoys meet"', "+++"
TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
MAX_FRONT = 20_000  # characters; a few hundred are usual
MAX_PARAGRAPH = 50_000  # characters; what is longer is no paragraph, and its marks stay
TAKEN = {"title", "author", "publisher", "url", "language"}
WIKI = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")  # [[Jane Doe]], [[people/jane|Jane Doe]]
ADDRESS = re.compile(r"https?://\S+$")
LEFT_OVER = re.compile(r"\*{2,}")  # of bold that ends after a space, "**Sanctions **", which Markdown does not know
NARROWEST, WIDEST = 40, 130  # characters; a file whose longest lines are shorter or longer was not wrapped
LONG_TOKEN = 50  # characters of an address or the like, which no program breaks
NO_WORDS = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
SPOKEN = {re.compile(r"<br\b"): "\n", re.compile(r"<q\b"): "“", re.compile(r"</q\b"): "”"}


def read_markdown(data: bytes) -> list[Source]:
    """Return the words of a Markdown file, with a blank line between paragraphs.

    The words of a link stay, its address goes, as pictures do. Lines that were cut at a width are joined.
    The title of the front matter stands as the first line, unless the text begins with the same words.
    ``date`` and ``published`` are the day of publication; ``modified``, ``created`` and the like are not.
    A block without any key of ``lexicons/export-columns.csv`` is text.
    """
    text, notes = decode(data)
    front, block = front_matter(text)
    known = _known(front)
    published, doubt = _published(front)
    if not known and not published and not doubt:
        reason = f"what stands between the first --- is no metadata of at most {MAX_FRONT:,} characters; kept as text"
        told = Note(reason, "if it is, write 'key: value', without references")
        return [Source("", "md", "", markdown_text(text), notes=(*notes, told) if block else notes)]
    words = titled(known.get("title"), markdown_text(text[len(block) :]))
    return [Source("", "md", "", words, published=published, notes=(*notes, *doubt), **known)]


def front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """Return what a text says of itself between two lines of ---, and that block; damaged or endless, it says nothing.

    References (YAML's ``*name`` and ``<<``) are not followed: ten in ten in ten are a billion.
    """
    if toml := TOML.match(text):
        try:
            return tomllib.loads(toml[1].replace("\r", "")), toml[0]
        except tomllib.TOMLDecodeError:
            return {}, toml[0]
    match = FRONT_MATTER.match(text)
    try:
        loaded = yaml.load(match[1], _Plain) if match and len(match[1]) <= MAX_FRONT else None
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a day such as 2025-02-31
        loaded = _by_lines(match[1]) if match else None
    return (loaded if isinstance(loaded, dict) else {}), match[0] if match else ""


def _by_lines(block: str) -> dict[str, str]:
    """Return what lines "key: value" of a damaged block say, for instance a title with a colon in it."""
    said = keyed_head(block.split("\n"), 0).said if "*" not in block and "<<" not in block else {}
    return {name: values[0].strip("\"'") for name, values in said.items() if values[0][0] not in "[{&!|>"}


class _Plain(yaml.SafeLoader):
    """YAML's plain data without references."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("a reference")
        return super().compose_node(parent, index)


def _known(front: dict[Any, Any]) -> dict[str, Any]:
    """Return the fields that the front matter gives; an address is no outlet, whatever its key."""
    found: dict[str, str] = {}
    for key, value in front.items():
        field, words = field_of(str(key)), WIKI.sub(r"\1", ", ".join(_parts(value))).strip()
        if field == "publisher" and ADDRESS.match(words):
            field = "url"
        if field in TAKEN and words:
            found[field] = words
    return found


def _parts(value: Any) -> list[str]:
    parts = value[:20] if isinstance(value, list) else [value]
    return [str(part) for part in parts if isinstance(part, str | int | float | date | datetime)]


def _published(front: dict[Any, Any]) -> tuple[str | None, tuple[Note, ...]]:
    """Return the day that the best key gives: ``published`` before ``date``, which may be any day of the file's."""
    keys = [str(key) for key in front if field_of(str(key)) == "published"]
    exact = [key for key in keys if key.lower() != "date"]
    for chosen in (sorted(exact, key=rank_of), [key for key in keys if key not in exact]):
        stated = [part for key in chosen for part in _parts(front[key])]
        if stated and (found := agreed(stated)) != (None, ()):
            return found
    return None, ()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Lines set in by four spaces are prose in scraped files, and code in none of them.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "inline"])


def markdown_text(text: str) -> str:
    """Return the words of Markdown: each paragraph, heading, item and cell a paragraph of its own."""
    known: dict[str, Any] = {}  # the addresses that links refer to
    tokens = _parser().parse(text, known)
    lines = text.split("\n")
    width = _width(tokens, lines)
    return "\n\n".join(block for block in _blocks(tokens, lines, width, known) if block)


def _blocks(tokens: Sequence[Token], lines: list[str], width: int, known: dict[str, Any]) -> Iterator[str]:
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "• "
        elif token.type == "inline" and len(token.content) > MAX_PARAGRAPH:
            yield mark + token.content
            mark = ""
        elif token.type == "inline":
            parsed: list[Token] = []
            _parser().inline.parse(_unwrapped(token, lines, width), _parser(), known, parsed)
            words = _inline(parsed)
            yield mark + words if words else ""
            mark = ""
        elif token.type in ("fence", "code_block"):
            yield token.content.strip()
        elif token.type == "html_block":
            from workbook.reading.pages import fragment_text

            yield fragment_text(token.content)


def _inline(tokens: Sequence[Token]) -> str:
    """Return the words of a paragraph's tokens; an address that is its own link's words goes, as pictures do."""
    words, hidden = [], False
    for token in tokens:
        if token.type == "link_open" and token.markup == "autolink":
            hidden = True
        elif token.type == "link_close":
            hidden = False
        elif token.type == "html_inline":
            hidden = bool(NO_WORDS.match(token.content))
            words.append(next((said for tag, said in SPOKEN.items() if tag.match(token.content)), ""))
        elif hidden or token.type == "image":
            continue
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        else:
            words.append(LEFT_OVER.sub("", token.content))
    return "".join(words).strip()


def _rows(token: Token, lines: list[str]) -> list[str]:
    first, end = token.map or (0, 0)
    return [line.rstrip() for line in lines[first:end]]


def _width(tokens: Sequence[Token], lines: list[str]) -> int:
    """Return the width at which the lines of paragraphs were cut: that of the longest without an address."""
    rows = (row for token in tokens if token.type == "inline" for row in _rows(token, lines)[:-1])
    return max((len(row) for row in rows if max(map(len, row.split(" "))) < LONG_TOKEN), default=0)


def _unwrapped(token: Token, lines: list[str], width: int) -> str:
    """Return a paragraph's Markdown with those lines joined that end because the next word had not fitted."""
    parts, rows = token.content.split("\n"), _rows(token, lines)
    if len(parts) != len(rows):
        rows = parts
    text = parts[0]
    for row, after, part in zip(rows, rows[1:], parts[1:], strict=False):
        text += (" " if _is_wrapped(row, after, width) and not text.endswith(("  ", "\\")) else "\n") + part
    return text


def _is_wrapped(row: str, after: str, width: int) -> bool:
    word = after.lstrip(" ").split(" ", 1)[0]  # a space that does not break is part of its word
    if not word.strip() or not row.strip():
        return False
    return word[0].islower() or (NARROWEST <= width <= WIDEST and len(row) + 1 + len(word) > width)
