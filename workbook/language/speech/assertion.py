"""Whether a reporting word says that something was said: not "if X says", "would say", "has yet to say"."""

from __future__ import annotations

from workbook.language.speech.cues import Cue, is_negated, is_passive
from workbook.language.speech.tokens import Sentence, View
from workbook.lexicons import read_words

_CONDITIONS = {"if", "unless", "whether", "should", "had"}
_MODALS = {"would", "could", "might", "may", "must", "should", "can", "'d", "’d"}
_NOBODY = {"neither", "no", "nobody", "none", "nothing", "few"}
_THINGS = {"it", "this", "that", "these", "those", "which", "what", "there"}
_READER = {"i", "you", "we"}
_NEAR = 40  # tokens before a sentence in which "in it" finds its song


def is_said(sentence: Sentence, cue: Cue) -> bool:
    """Say whether what follows a cue is told as said by somebody."""
    seen = sentence.seen
    if has_no_speaker(seen, cue) or _in_fiction(sentence):
        return False
    if cue.word.kind == "adjective":
        return cue.source is not None and not (_is_condition(sentence, cue) or _is_modal(seen, cue))
    if cue.word.kind != "verb":
        return cue.word.kind == "adverb" or cue.source is not None
    denied = "weak" not in cue.word.frames and is_negated(seen, cue)  # "does not believe that …" is a thought still
    return not (denied or _is_condition(sentence, cue) or _is_modal(seen, cue) or _is_refused(seen, cue))


def has_no_speaker(seen: View, cue: Cue) -> bool:
    """Say whether nobody speaks: "nobody said", "it signals that", "is thought to be"."""
    if cue.source is None:
        return cue.word.kind == "verb" and (
            not is_passive(seen, cue) or "weak" in cue.word.frames or cue.word.cue_class in ("agreed", "promised")
        )
    first, last = cue.source
    if seen.lower[first] in _NOBODY:
        return True
    thought = "weak" in cue.word.frames
    return last - first == 1 and (seen.lower[first] == "you" or (thought and seen.lower[first] in _THINGS | _READER))


def _is_condition(sentence: Sentence, cue: Cue) -> bool:
    """Say whether the cue stands in a condition: "If X says …", "Should X say …", "whether X said …"."""
    seen = sentence.seen
    if any(seen.lower[c] in ("if", "unless", "whether") for c in seen.children[cue.start] if c < cue.start):
        return True
    at = sentence.place[cue.start]
    opens = sentence.word(0) in _CONDITIONS
    return opens and not any(sentence.word(k) == "," or sentence.is_quote(k) for k in range(at))


def _is_modal(seen: View, cue: Cue) -> bool:
    if "only" in seen.lower[max(0, cue.start - 1) : cue.start + 2]:  # "would only say that …" says it
        return False
    return any(seen.deps[c] == "aux" and seen.lower[c] in _MODALS for c in seen.children[cue.start])


def _is_refused(seen: View, cue: Cue) -> bool:
    """Say whether the cue is what somebody did not do: "declined to say", "has yet to say", "unable to say"."""
    i = cue.start
    return seen.lower[i - 1] == "to" and seen.lower[i - 2] in read_words("speakers", "refusing")


def _in_fiction(sentence: Sentence) -> bool:
    """Say whether a sentence tells what a song or film says: "In the film, …", "In it …" behind "a song"."""
    fiction = read_words("speakers", "fiction")
    if sentence.word(0) != "in":
        return False
    if sentence.word(1) == "it" and sentence.slots[0] >= 0:
        first = sentence.slots[0]
        return not fiction.isdisjoint(sentence.seen.lower[max(0, first - _NEAR) : first])
    return any(sentence.word(at) in fiction for at in range(1, 6))
