"""The spaCy pipeline: the embedded default or the analyst's own, and articles through it.

Weights and labels: ``workbook/language/model/README.md``. This room is the only one that imports
spaCy, and only when a pipeline is first asked for.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from workbook.cleaning.cleaned import Section
from workbook.cleaning.published import DATELINE
from workbook.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language as Language
    from spacy.tokens import Doc, Span

EMBEDDED = Path(__file__).parent / "model"
WORDS_A_BATCH = 8_000  # memory grows with the words of a batch, not with its articles
CHARACTERS_A_WORD = 6
ARTICLES_AT_ONCE = 8  # in the matrices of the parser, fewer where they are long
WORDS_A_PIECE = 4_000  # an over-long article is parsed in pieces, cut at line breaks
_UD_LABELS = {"nsubj", "obj", "obl", "nmod", "ccomp", "root"}


# Between words without a space: "Haddad said:“We will sign.”", "“We will sign,”said Haddad".
_GLUED_MARKS = r"""(?<=[^\W\d_])[,:](?=["“„«])|(?<=[^\W\d_][,:.!?])["“”„«»](?=[^\W\d_])|(?<=[^\W\d_])[,.!?](?=["”»])"""


@dataclass(frozen=True)
class Unparsed:
    """What :func:`parse` needs of one article."""

    article_id: str
    text: str  # as ``articles.text``: title, headings and body, a line each
    published: str | None = None  # ISO day
    published_earliest: str | None = None  # ISO day before which it cannot have been published
    sections: tuple[Section, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()  # spans of title and headings
    own_names: tuple[str, ...] = ()  # its outlet and its author, who are no actors of its story


@dataclass(frozen=True, kw_only=True)
class Parsed(Unparsed):
    """One article as the extractors get it; ``doc`` is parsed with title and headings blanked out, of equal offsets."""

    doc: Doc


def load_model(model: str | Path | None = None) -> Language:
    """Return the pipeline: the embedded one, or the spaCy pipeline of that path or name; each is loaded once.

    Raises:
        ModelError: spaCy cannot load it, or its labels are not Universal Dependencies.
    """
    return _loaded(str(model or EMBEDDED))


@cache
def _loaded(model: str) -> Language:
    import spacy
    from spacy.language import Language
    from thinc.api import NumpyOps

    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"no spaCy pipeline could be loaded from {model!r}: {error}",
            wanted="the path of a pipeline's folder or the name of an installed one",
        ) from error
    labels = set(nlp.get_pipe("parser").labels) if nlp.has_pipe("parser") else set()
    if missing := sorted(_UD_LABELS - {label.lower() for label in labels}):
        raise ModelError(
            f"the pipeline {model!r} has no dependency labels {missing}",
            wanted="a parser with the labels of Universal Dependencies (nsubj, obj, obl …)",
            advice="see docs/methods.md for how to train one; spaCy's en_core_web_* use other labels",
        )
    ops = NumpyOps(use_blis=False)  # numpy's BLAS: the same analyses, 1.5 times as fast as with BLIS
    for node in (node for _, pipe in nlp.pipeline if hasattr(pipe, "model") for node in pipe.model.walk()):
        node.ops = ops
    _part_glued_marks(nlp.tokenizer)
    if "hard_breaks" not in nlp.pipe_names:
        if not Language.has_factory("hard_breaks"):
            Language.component("hard_breaks", func=hard_breaks)
        nlp.add_pipe("hard_breaks", first=True)
    return nlp


def _part_glued_marks(tokenizer: Any) -> None:
    """Let the tokenizer part marks between words without a space; one without a pattern for infixes stays as it is."""
    pattern = getattr(getattr(tokenizer, "infix_finditer", None), "__self__", None)
    if isinstance(pattern, re.Pattern):
        tokenizer.infix_finditer = re.compile(f"{_GLUED_MARKS}|{pattern.pattern}").finditer


@cache
def model_name(model: str | Path | None = None) -> str:
    """Return name and version of a pipeline, as ``articles.model`` has them; the embedded one is not loaded for it."""
    meta = json.loads((EMBEDDED / "meta.json").read_text("utf-8")) if model is None else load_model(model).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@cache
def model_print(model: str | Path | None = None) -> str:
    """Return a hash of every file of a pipeline: the same name and version may come with other weights.

    It is taken once, as the pipeline is: both stay as they were when this process first asked for them.
    """
    folder = EMBEDDED if model is None else Path(load_model(model).path or "")
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


_ENDS = frozenset(".!?…:;•*")
# These end no sentence before a small letter or a digit; before a capital the parser decides.
_ABBREVIATION = re.compile(
    r"(?:[A-Z]\.)+|(?:Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|Rev|Hon|St|Jr|Sr|No|vs|etc|approx|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|Co)\."
)


def hard_breaks(doc: Doc) -> Doc:
    """Tell the parser where sentences must and cannot begin.

    They begin at each line, after a dateline, and otherwise only after a mark that can end one; never
    at a closing quotation mark, nor after an abbreviation that a small letter or a number follows.
    """
    heads = datelines(doc.text)
    until = 0  # where the dateline of this line ends
    starts = np.zeros(len(doc), dtype="int64")  # 1 begins a sentence, -1 does not, 0 is the parser's to say
    before = earlier = ""  # the last tokens that are no space and no quotation mark or bracket
    opened = False  # inside straight quotation marks, which look alike at both ends
    fresh = False  # the token before opens a quotation
    for i, token in enumerate(doc):
        text = token.text
        if token.is_space:
            starts[i] = -1
            if "\n" in text:
                before, opened, fresh, until = "\n", False, False, 0
            continue
        goes_on = token.is_lower or token.like_num
        straight = text in ('"', "''", "``")
        closes = text[0] in "”’)]»" or (straight and opened)
        if before in ("", "\n"):
            starts[i] = -1 if fresh else 1
            until = heads.get(token.idx, until)
        elif until:
            starts[i] = 1 if token.idx > until else -1
            until = 0 if token.idx > until else until
        elif before == "X." and earlier in ("on", "to", "via"):
            starts[i] = 1  # the platform; other single letters are initials, for the parser to say
        elif closes or fresh or before[-1] not in _ENDS or (goes_on and _ABBREVIATION.fullmatch(before)):
            starts[i] = -1
        opened = opened != straight
        fresh = text in ("“", "‘", "(", "[", "«") or (straight and opened)
        if not (fresh or closes or text == "'"):
            earlier, before = before, text
    # One by one, spaCy looks through the whole document at each: from_array is linear.
    return doc.from_array(["SENT_START"], starts.astype("uint64").reshape(-1, 1))


def datelines(text: str) -> dict[int, int]:
    """Return the first character of each dateline at the head of a line, and the one after its last."""
    lines = (match.end() for match in re.finditer(r"(?m)^ *", text))
    return {at: found.end() for at in lines if (found := DATELINE.match(text, at))}


def sentences(parsed: Parsed) -> Iterator[Span]:
    """Yield the sentences of an article without the white space around them."""
    for sent in parsed.doc.sents:
        start, end = sent.start, sent.end
        while start < end and parsed.doc[start].is_space:
            start += 1
        while end > start and parsed.doc[end - 1].is_space:
            end -= 1
        if start < end:
            yield parsed.doc[start:end]


def parse(nlp: Language, articles: Iterable[Unparsed]) -> Iterator[Parsed]:
    """Parse articles in batches of bounded size, in order.

    Title and headings are blanked out first: the recogniser takes headings for organizations.
    """
    from spacy.tokens import Doc

    for batch in _batches(articles):
        longest = max((len(piece) for piece, _ in batch), default=1)
        at_once = max(1, min(ARTICLES_AT_ONCE, WORDS_A_BATCH * CHARACTERS_A_WORD // max(longest, 1)))
        for _, parts in groupby(nlp.pipe(batch, as_tuples=True, batch_size=at_once), key=lambda part: id(part[1])):
            pieces, (article, *_) = zip(*parts, strict=True)
            doc: Any = pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)
            yield Parsed(**vars(article), doc=doc)


# Signs in a row: "[[[[", "=-=-=-". spaCy takes them off a word one by one and looks at the rest each time, so that
# their number counts squared; of a rule across the page, or of noise, five say as much as five thousand.
_SIGNS = re.compile(r"(?:[^\w\s]|_){20,}")
_GLUED = re.compile(r"\S{300,}")  # no word, and hardly an address
_SHOWN = 5


def calm(text: str) -> str:
    """Return a text of the same length with long rows of signs, and those inside endless words, blanked out."""
    text = _SIGNS.sub(lambda row: row[0][:_SHOWN] + " " * (len(row[0]) - _SHOWN), text)
    return _GLUED.sub(lambda word: re.sub(r"[^\w\s]|_", " ", word[0]), text)


def _batches(articles: Iterable[Unparsed]) -> Iterator[list[tuple[str, Unparsed]]]:
    batch: list[tuple[str, Unparsed]] = []
    size = 0
    for article in articles:
        batch += [(piece, article) for piece in _pieces(calm(without_headings(article)))]
        size += len(article.text) // CHARACTERS_A_WORD
        if size >= WORDS_A_BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def without_headings(article: Unparsed) -> str:
    """Return the text with each heading as line breaks, of the same length."""
    parts, last = [], 0
    for start, end in sorted(article.headings):
        parts += [article.text[last:start], "\n" * (end - max(start, last))]
        last = max(last, end)
    return "".join([*parts, article.text[last:]])


def _pieces(text: str) -> Iterator[str]:
    """Cut at line breaks (or, in a line without end, at spaces) into pieces that the parser can hold."""
    most = WORDS_A_PIECE * CHARACTERS_A_WORD
    start = 0
    while len(text) - start > most:
        cut = text.rfind("\n", start, start + most) + 1 or text.rfind(" ", start, start + most) + 1
        if cut <= start:
            cut = start + most
        yield text[start:cut]
        start = cut
    yield text[start:]
