"""Quotations: what is said, who says it, the word that says so; and labels in marks, which are nobody's statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from workbook.language.pipeline import Parsed
from workbook.language.speech.content_start import is_name, is_statement
from workbook.language.speech.coreference import fill_actors
from workbook.language.speech.cues import NOBODY, Cue
from workbook.language.speech.edges import nouns_before
from workbook.language.speech.indirect import Attribution, attributions
from workbook.language.speech.labels import Labelled, is_capital, label_before, labelled, signature
from workbook.language.speech.persons import pattern
from workbook.language.speech.pieces import number_statements
from workbook.language.speech.quotation_marks import Quoted
from workbook.language.speech.speakers import noun_phrase
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence, View, sentences

Row = dict[str, Any]

_ATTRIBUTION = ("source", "source_start", "source_end", "cue", "cue_start", "cue_end", "cue_class")
_LATER = ("actor_id", "actor_basis", "actor_start", "actor_end", "earliest", "latest")
_INSIDE = ("VB", "IN", "TO")  # before nouns that are part of a sentence
_UTTERANCES = {"message", "answer", "reply", "response", "advice", "verdict", "comment", "warning"}
_BEHIND_OFFICE = re.compile(r", (?:[A-Z][a-z]{1,11}\.? ){0,2}")  # ", ", ", Colonel "
_FAR = 600  # characters behind a speaker's last words in which marks can still go on with them


def find_quotes(
    parsed: Parsed, mentions: Sequence[Row] = (), dates: Sequence[Row] = (), roles: Sequence[Row] = ()
) -> list[Row]:
    """Return the quotations of an article, direct, mixed and indirect, and the labels in marks, in the text's order.

    The mentions and roles tell ``actor_id``, the dates date the statements. ``statement`` is the number of the row that
    begins the statement of which a row is a piece.
    """
    persons = [(one["start"], one["end"]) for one in mentions if one["entity_type"] == "person"]
    seen = View(parsed, persons)
    days = [row for row in dates if row.get("earliest") and row.get("timex_type") not in ("DURATION", "SET")]
    days.sort(key=itemgetter("start"))
    spoken = labelled(parsed, mentions)
    rows: list[Row] = []
    taken = {number for number, mark in enumerate(seen.marks) if _is_within(spoken, mark.start, mark.end)}
    for sentence in sentences(seen):
        found = [(item, row) for item in attributions(sentence) if (row := _attributed(sentence, item)) is not None]
        found = [(item, row) for item, row in _once(found) if not _is_within(spoken, row["start"], row["end"])]
        for item, row in found:
            rows.append(row)
            taken |= {n for n in sentence.quotes(item.start, item.end) if not is_name(seen, seen.marks[n])}
        _date(sentence, found, days)
    for one in spoken:
        row = _row(seen, one.start, one.end, one.quote_type, None, "labelled")
        rows.append(row | _source(seen, (one.label_start, one.label_end)))
    rows.extend(_unattributed(seen, rows, taken))
    rows.sort(key=itemgetter("start", "end"))
    _complete(seen, rows, persons)
    fill_actors(seen, rows, mentions, roles)
    number_statements(seen, rows)
    return rows


def _complete(seen: View, rows: list[Row], persons: list[tuple[int, int]]) -> None:
    """Let sources begin where the name begins of which the parse took the end: "Panfilo “Ping” | Lacson said".

    And let them end with the name behind an office: "said their lawyer | , Irma Pastrana".
    """
    for row in rows:
        first, last = row["source_start"], row["source_end"]
        if first is None:
            continue
        start = next((start for start, end in persons if start < first < end <= last), first)
        ends = (
            end
            for start, end in persons
            if start <= last < end or (last < start and _is_named_behind(seen, row, start, end))
        )
        end = next(ends, last)
        if (start, end) != (first, last):
            row |= _source(seen, (start, end))


def _is_named_behind(seen: View, row: Row, start: int, end: int) -> bool:
    """Say whether a name stands behind the comma after an office that speaks: no subject, no owner of what follows."""
    between = seen.text[row["source_end"] : start]
    inverted = row["cue_start"] is not None and row["cue_start"] < row["source_start"]
    if not inverted or _BEHIND_OFFICE.fullmatch(between) is None:
        return False
    after = bisect_left(seen.starts, end)
    goes_on = seen.tags[after : after + 1]
    ends = not goes_on or (goes_on[0] not in (*FINITE, "POS", "CC", "VBN") and seen.words[after] not in ("of", "'"))
    return ends and pattern("roles").search(row["source"]) is not None


def _is_within(spoken: list[Labelled], start: int, end: int) -> bool:
    """Say whether a passage overlaps words that a label gives to somebody."""
    at = bisect_left(spoken, end, key=itemgetter(0)) - 1
    return at >= 0 and spoken[at].end > start


def _once(found: list[tuple[Attribution, Row]]) -> list[tuple[Attribution, Row]]:
    """Return what is attributed, the same words once: to a verb of saying, the nearer of two; "reportedly" yields."""
    begun = {row["start"] for item, row in found if item.cue.word.kind != "adverb" and row["source"] is not None}
    found = [(item, row) for item, row in found if item.cue.word.kind != "adverb" or row["start"] not in begun]
    first: dict[tuple[int, int], Row] = {}
    for _, row in sorted(found, key=_rank):
        first.setdefault((row["start"], row["end"]), row)
    return [(item, row) for item, row in found if first[row["start"], row["end"]] is row]


def _rank(pair: tuple[Attribution, Row]) -> tuple[bool, bool, bool, int]:
    word, row = pair[0].cue.word, pair[1]
    said = row["cue_start"] or row["start"]
    far = max(said - row["end"], row["start"] - said)
    return "quoted" in word.frames, word.kind == "adverb", word.cue_class != "said", far


def _attributed(sentence: Sentence, found: Attribution) -> Row | None:
    seen, frames = sentence.seen, found.cue.word.frames
    first, last = sentence.slots[found.start], sentence.slots[found.end - 1]
    if found.end - found.start == 1 and first < 0:
        mark = sentence.mark(found.start)
        quote_type = "mixed" if "label" in frames else "direct"
        return _row(seen, mark.inner_start, mark.inner_end, quote_type, found.cue, found.rule)
    marked = any(not is_name(seen, seen.marks[n]) for n in sentence.quotes(found.start, found.end))
    if not marked and "quoted" in frames:
        return None
    start = seen.starts[first] if first >= 0 else sentence.mark(found.start).start
    end = seen.ends[last] if last >= 0 else sentence.mark(found.end - 1).end
    return _row(seen, start, end, "mixed" if marked else "indirect", found.cue, found.rule)


def _row(seen: View, start: int, end: int, quote_type: str, cue: Cue | None, rule: str) -> Row:
    said = (cue.start, cue.end) if cue and cue.start < cue.end else None
    return {
        "start": start, "end": end, "content": seen.text[start:end], "quote_type": quote_type, "rule": rule,
        **_named(seen, "source", cue.source if cue else None), **_named(seen, "cue", said),
        "cue_class": cue.word.cue_class if cue and said else None,
        **dict.fromkeys(_LATER), "topics": [], "origin": "machine",
    }  # fmt: skip


def _source(seen: View, span: tuple[int, int]) -> Row:
    return {"source": seen.text[slice(*span)], "source_start": span[0], "source_end": span[1]}


def _named(seen: View, name: str, tokens: tuple[int, int] | None) -> Row:
    """Return text, start and end of tokens as three columns."""
    start, end = (seen.starts[tokens[0]], seen.ends[tokens[1] - 1]) if tokens else (None, None)
    return {name: seen.text[start:end] if tokens else None, f"{name}_start": start, f"{name}_end": end}


def _unattributed(seen: View, rows: list[Row], taken: set[int]) -> list[Row]:
    """Return rows for the marks that no cue explains: more of the last speaker's words, or a label."""
    found: list[Row] = []
    by_start = sorted(rows, key=lambda row: (row["start"], -row["end"]))
    at = 0
    last: Row | None = None  # the outermost of what was said last
    for number, mark in enumerate(seen.marks):
        while at < len(by_start) and by_start[at]["start"] < mark.start:
            last = by_start[at] if last is None or by_start[at]["start"] >= last["end"] else last
            at += 1
        if number in taken:
            continue
        before = seen.text[max(0, mark.start - 40) : mark.start].rstrip(" ")[-1:]
        whole = is_statement(seen, mark) and before in '\n.?!:,—–”"»)' and not is_name(seen, mark)
        if not (whole or mark.carried or _goes_on(seen, last, mark)):
            found.append(_row(seen, mark.inner_start, mark.inner_end, "scare", None, "label"))
            continue
        label = signature(seen.text, mark.end) or _label_before(seen, mark)
        cue = None if label else _named_between(seen, last, mark)
        row = _row(seen, mark.inner_start, mark.inner_end, "direct", cue, "labelled" if label else "continued")
        row |= _source(seen, label) if label else {}
        if row["source"] is None and last is not None and mark.start - last["end"] < _FAR:
            row |= {key: last[key] for key in (*_ATTRIBUTION, "earliest", "latest")}
        found.append(row)
        last = row
    return found


def _goes_on(seen: View, last: Row | None, mark: Quoted) -> bool:
    """Say whether the marks hold the second half of an interrupted sentence: "If so," said X, "no.""."""
    if last is None or mark.start - last["end"] > _FAR or not last["content"].endswith(","):
        return False
    between = seen.text[last["end"] : mark.start]
    return between.rstrip().endswith(",") and "." not in between


def _named_between(seen: View, last: Row | None, mark: Quoted) -> Cue | None:
    """Return the name that is the subject of a sentence between the last words in marks and these.

    It is the speaker of marks in a paragraph of their own: "Smith was angry. / "We had no choice.""
    """
    at = bisect_left(seen.starts, mark.start) - 1
    if last and at > 0 and mark.start - last["end"] < 4:
        return None
    spoken = nouns_before(seen, at) if at > 0 and seen.words[at] == ":" else None
    if spoken is not None and seen.lower[spoken[0] - 1] == "to":  # "Ann Lee to our correspondent: “…”"
        spoken = nouns_before(seen, spoken[0] - 1)
    if spoken is not None and not seen.tags[spoken[0] - 1].startswith(_INSIDE):  # not "met with | leaders:"
        return Cue(at, at, NOBODY, spoken)
    behind = max(last["end"], last["source_end"] or 0, last["cue_end"] or 0) if last else 0
    first = bisect_left(seen.starts, max(behind, mark.start - _FAR))
    for i in range(bisect_left(seen.starts, mark.start) - 1, first - 1, -1):
        owner = seen.child(i, "nmod:poss") if seen.lower[i] in _UTTERANCES and seen.deps[i] in SUBJECTS else None
        if owner is not None and seen.words[at] == ":":  # "Kofi Badu's message was simple: “…”"
            return Cue(at, at, NOBODY, noun_phrase(seen, owner, Cue(i, i, NOBODY)))
        role = seen.tags[i] == "NN" and pattern("roles").fullmatch(seen.lower[i]) is not None
        name = seen.deps[i] in SUBJECTS and (seen.tags[i] in ("NNP", "PRP") or role) and seen.quote_of[i] < 0
        if name and seen.lower[i] not in ("it", "they", "we", "you", "i"):
            span = noun_phrase(seen, i, Cue(seen.heads[i], seen.heads[i], NOBODY))
            return Cue(seen.heads[i], seen.heads[i], NOBODY, span)
    return None


def _label_before(seen: View, mark: Quoted) -> tuple[int, int] | None:
    """Return the name before a colon that introduces words in marks: "Rep. Ann Lee (R-TX): “…”"; no sentence."""
    label = label_before(seen.text, mark.start)
    if label is None:
        return None
    name = seen.text[slice(*label)].partition(",")[0]  # "Ann Lee, chairman of the party: “…”"
    tokens = range(bisect_left(seen.starts, label[0]), bisect_left(seen.starts, label[0] + len(name)))
    verb = any(seen.tags[i] in FINITE or (seen.tags[i] == "VBN" and seen.deps[i] != "amod") for i in tokens)
    return label if is_capital(name) and not verb else None


def _date(sentence: Sentence, found: list[tuple[Attribution, Row]], days: list[Row]) -> None:
    """Date the statements of a sentence by the time expressions that hang on their cues."""
    seen, tokens = sentence.seen, [slot for slot in sentence.slots if slot >= 0]
    if not found or not days or not tokens:
        return
    edges = seen.starts[tokens[0]], seen.ends[tokens[-1]]
    first, last = (bisect_left(days, edge, key=itemgetter("start")) for edge in edges)
    for day in days[first:last]:
        begin, end = bisect_left(seen.starts, day["start"]), bisect_left(seen.starts, day["end"])
        above = next((seen.heads[i] for i in range(begin, end) if not begin <= seen.heads[i] < end), begin)
        for item, row in found:
            outside = day["end"] <= row["start"] or day["start"] >= row["end"]
            between = (row["cue_end"] or row["end"]) < day["start"] < row["start"]  # "said on Monday it had …"
            if outside and row["earliest"] is None and (between or _hangs_on(seen, above, item.cue)):
                row["earliest"], row["latest"] = day["earliest"], day["latest"]


def _hangs_on(seen: View, i: int, cue: Cue) -> bool:
    """Say whether a word that a date hangs on is the cue, or a verb or noun of speech beside it."""
    near = {cue.start, seen.heads[cue.start]}
    if i in near:
        return True
    spoken = range(*cue.source) if cue.source else range(0)
    said_in = seen.case(i) in ("in", "at", "during")  # "in a statement on Friday"
    beside = said_in or (seen.tags[i] in ("VBG", "VBN", "VBD") and seen.deps[i] != "acl:relcl")
    return beside and (seen.heads[i] in near or seen.heads[i] in spoken)
