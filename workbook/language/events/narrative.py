"""What an article tells without a date: "Several traders gathered", "…, setting it on fire", "when the hotel fell".

Only verbs of what happens at a time and place count (class ``happens``): of opinions, states and habits a chronology
has none. What stands beside a dated clause has its day; another sentence has that of the story in news of the day, else
none: the day of the sentence before is as often another one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.language.events.clauses import NEAR, Clause
from workbook.language.events.days import interval, span_of
from workbook.language.events.status import is_bet, is_unreal
from workbook.language.events.subjects import RELATIVE, subject_outside
from workbook.language.pipeline import sentences

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
_ASIDE = 8  # tokens that a comma may add to a day: "Wednesday, a market day, when …"
_STEPS = 4  # from a verb up to the dated clause that it stands beside
_BESIDE = frozenset({"advcl", "conj", "acl:relcl", "advcl:relcl", "ccomp", "parataxis"})
_SAME_TIME = frozenset({"when", "as", "while", "where", "in"})
_EARLIER = frozenset({"earlier", "previous", "past", "former"})


def told_clauses(
    parsed: Parsed, dated: Mapping[int, Row], tellings: Container[int], quotes: Sequence[Row], taken: Sequence[Row]
) -> Iterator[Clause]:
    """Yield the undated clauses that tell what happened, or was denied, in order.

    Args:
        parsed: The article.
        dated: The event rows that stand already, by the token of their predicate.
        tellings: The predicates that tell on what day somebody said something.
        quotes: What somebody says in direct words is no event of the article.
        taken: Event rows of chronologies, which tell all that their entries hold.
    """
    spoken = _Passages((row["start"], row["end"]) for row in quotes if row.get("quote_type") == "direct")
    entries = _Passages((row["start"], row["end"]) for row in taken if row["rule"] == "bullet")
    cancelled = _Passages((row["start"], row["end"]) for row in taken if row["status"] == "cancelled")
    for sent in sentences(parsed):
        if sent.text.endswith("?") or cancelled.meet(sent.start_char, sent.end_char):
            continue  # what was called off is told with all its sentence
        for token in [token for token in sent if token.pos_ == "VERB"]:
            if token.i in dated or not _happens(token) or _is_what_was_denied(token, dated):
                continue
            if spoken.meet(token.idx, token.idx + 1) or entries.meet(token.idx, token.idx + 1):
                continue
            beside = _beside(token, dated, tellings)
            if beside is not None:
                yield Clause(token, token, None, "beside", beside=beside)
            elif _tells_itself(token):
                yield Clause(token, token, None, "narrative")


def when_clauses(parsed: Parsed, dates: Sequence[Row]) -> Iterator[Clause]:
    """Yield what happened on the day that stands before it: "on Wednesday, when the two heads initialled the text".

    The words are read in their order, as parsers hang such clauses on anything.
    """
    for index, day in enumerate(dates):
        span = span_of(parsed, day) if day["earliest"] else None
        if span is None or (parsed.published and day["latest"] > parsed.published):
            continue
        verb = _verb_after_when(span)
        if verb is not None and not any(verbs.is_cue(verb, kind) for kind in ("statement", "telling", "lasting")):
            yield Clause(verb, verb, index, "beside")


def _is_what_was_denied(token: Token, dated: Mapping[int, Row]) -> bool:
    """Tell "denied on Monday that soldiers had entered", which the dated clause tells already."""
    return token.dep_ == "ccomp" and token.head.i in dated and verbs.is_cue(token.head, "denied")


def _verb_after_when(day: Span) -> Token | None:
    """Return the past verb of "when …" behind a day, or behind what a comma adds to the day."""
    doc, at = day.doc, day.end
    commas = [i for i in range(at, min(at + _ASIDE, len(doc))) if doc[i].text == ","]
    starts = [at, *(i + 1 for i in commas if i == at or doc[at].text == ",")]
    first = next((i for i in starts if i < len(doc) and doc[i].lower_ == "when"), None)
    if first is None:
        return None
    for word in doc[first + 1 : first + NEAR]:
        if word.is_sent_start or word.text in (";", ":", "(", ")"):
            return None
        past = word.tag_ == "VBD" or (word.tag_ == "VBP" and word.lower_ in verbs.cues()["unchanged"])
        if past and word.pos_ == "VERB" and word.dep_ not in ("acl:relcl", "amod"):
            return word if verbs.subject_of(word) is not None and not verbs.is_habit(word) else None
        if word.tag_ == "VBN" and word.pos_ == "VERB" and verbs.own_status(word) == "past" and verbs.helpers_of(word):
            return word if verbs.subject_of(word) is not None else None
        if word.tag_ in ("VBZ", "MD"):
            return None
    return None


class _Passages:
    """Passages of a text, none inside another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def meet(self, start: int, end: int) -> bool:
        """Tell whether one of them shares a character with another passage."""
        before = bisect_left(self._spans, (end, 0)) - 1
        return before >= 0 and self._spans[before][1] > start


def _happens(token: Token) -> bool:
    """Tell a verb of what happened, or is said not to have happened, with somebody or something it happens to."""
    if not verbs.is_predicate(token) or not _is_occurrence(token):
        return False
    if is_unreal(token) or is_bet(token) or verbs.is_habit(token):
        return False
    subject = verbs.subject_of(token) or subject_outside(token)[0]
    loose = subject is not None and subject.lower_ in RELATIVE and not token.dep_.endswith("relcl")
    if subject is not None and subject.lower_ == "it" and token.lemma_ == "take":
        return False  # "it took them a year to return"
    if subject is not None and (loose or subject.lower_ in ("what", "none") or _is_another_mood(token, subject)):
        return False
    if subject is None and not (token.dep_ == "advcl" and token.tag_ == "VBG"):
        return False
    return verbs.sign_of(token) in ("past", "denied")


def _is_another_mood(verb: Token, subject: Token) -> bool:
    """Tell "refineries shut units", which may be what they do every August, and "had he accepted it"."""
    plural = subject.tag_ in ("NNS", "NNPS", "PRP") or any(child.dep_ == "conj" for child in verbs.children(subject))
    helpers = verbs.helpers_of(verb)
    may_be_present = plural and verb.lower_ in verbs.cues()["unchanged"] and not helpers
    return may_be_present or any(one.lower_ == "had" and one.i < subject.i for one in helpers)


def _is_occurrence(token: Token) -> bool:
    """Tell a verb of the class, and with a vague word of time ("minutes later", "recently") any of deeds."""
    if any(child.dep_ == "ccomp" for child in verbs.children(token)):
        return False  # "found that yields had fallen"
    if verbs.is_cue(token, "happens"):
        return True
    return bool(_words_below(token) & verbs.cues()["sometime"]) and not any(
        verbs.is_cue(token, kind) for kind in ("statement", "telling", "lasting", "planned", "denied")
    )


def _words_below(verb: Token) -> set[str]:
    """Return the words of the adverbs and of the nouns that tell how and when."""
    below = [child for child in verbs.children(verb) if child.dep_.startswith(("obl", "advmod"))]
    return {part.lower_ for child in below for part in (child, *verbs.children(child))}


def _beside(token: Token, dated: Mapping[int, Row], tellings: Container[int]) -> int | None:
    """Return the predicate of the dated clause that tells the day of another: "…, setting fire to it", "when it fell".

    "…, killing four" tells the outcome of the same event.
    """
    if (token.tag_ == "VBG" and verbs.is_cue(token, "outcome")) or verbs.is_perfect(token):
        return None
    marks = {child.lower_ for child in verbs.lefts(token) if child.dep_ in ("mark", "advmod", "obl", "case")}
    if token.dep_ == "advcl" and marks & {"as", "while"} and token.head.i in tellings:
        return token.head.i  # "said on Friday as he left a meeting"
    if token.dep_ == "advcl" and not (token.tag_ == "VBG" and not marks) and not marks & _SAME_TIME:
        return None
    above = token
    for _ in range(_STEPS):
        if above.dep_ not in _BESIDE:
            return None
        above = above.head
        if above.i in dated:
            return above.i if dated[above.i]["status"] in ("happened", "announced") else None
    return None


def _tells_itself(token: Token) -> bool:
    """Tell the main verb of a sentence, what somebody is reported to say, and what is joined to either."""
    for _ in range(_STEPS):
        if token.dep_ == "ROOT":
            return True
        told = token.dep_ in ("ccomp", "parataxis") and any(
            verbs.is_cue(token.head, kind) for kind in ("statement", "telling", "denied")
        )
        if not told and token.dep_ not in ("conj", "parataxis"):
            return False
        token = token.head
    return False


def day_told(parsed: Parsed, clause: Clause, story: Row | None) -> Row:
    """Return the days of a clause of the narrative: from the story's day on, in news of the day.

    Elsewhere it has none: that it lies before publication is no day that anybody wrote.
    """
    head = clause.head
    words = _words_below(head)
    published = parsed.published
    had = any(child.lower_ == "had" for child in verbs.helpers_of(head))
    if "recently" in words and published and not had:
        return interval(None, published)
    another_time = bool(words & verbs.cues()["sometime"]) and not words & verbs.cues()["while-later"]
    own_time = another_time or verbs.is_perfect(head) or _has_another_time(head)
    joined = head.dep_ == "conj" and not verbs.helpers_of(head) and verbs.is_perfect(head.head)
    if own_time or joined or not story or not published or story["start"] >= head.idx:
        return {}
    return interval(story["earliest"], published) if _is_of_the_day(story, published) else {}


def _has_another_time(verb: Token) -> bool:
    """Tell "contacts began before the flood" and "earlier truces fell apart" from what is told of the day."""
    subject = verbs.subject_of(verb)
    earlier = subject is not None and any(child.lower_ in _EARLIER for child in verbs.lefts(subject))
    cases = (case for child in verbs.children(verb) for case in verbs.lefts(child) if case.dep_ in ("case", "mark"))
    return earlier or any(case.lower_ in ("before", "since", "until") for case in cases)


def not_after(telling: Row | None, when: Row) -> Row:
    """Return days that end when somebody told of them: "200 people were killed, an official said on Wednesday"."""
    last = telling["latest"] if telling else None
    if not last or ((when.get("latest") or "9") <= last and when["earliest"] != when["latest"]):
        return when
    first = when.get("earliest")
    return interval(first if first and first <= last else None, last)


def story_of(rows: Sequence[Row]) -> Row | None:
    """Return the first event that happened on a day that its own words give: what an article is about."""
    return next((row for row in rows if _gives_a_day(row)), None)


def _gives_a_day(row: Row) -> bool:
    return row["status"] in ("happened", "announced") and row["earliest"] is not None and not row["past"]


def _is_of_the_day(row: Row, published: str) -> bool:
    """Tell an article of the day after at the latest, which tells one day from beginning to end."""
    exact = row["date"] is not None and row["granularity"] in ("day", "time") and row["earliest"] == row["latest"]
    return exact and 0 <= (date.fromisoformat(published) - date.fromisoformat(row["earliest"])).days <= 1
