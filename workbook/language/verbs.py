"""What the words on and above a verb say of it: tense, mood, negation, and whether it was planned, proposed or denied.

A clause carries its own signs (tense, modal verb, negation, mark) and stands below others ("is expected to",
"called for", "denied that"). The nearest sign that is not plain past decides, as in FactBank (Saurí & Pustejovsky
2009). Words: ``event-cues.csv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.language.branches import (
    SUBJECTS,
    children,
    cues,
    helpers_of,
    is_cue,
    is_infinitive,
    lefts,
    mistaken_subject,
    subject_before_aside,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [  # the words below a verb are told in ``branches``
    "STEPS",
    "SUBJECTS",
    "children",
    "cues",
    "helpers_of",
    "is_complement",
    "is_condition",
    "is_cue",
    "is_habit",
    "is_had",
    "is_infinitive",
    "is_past",
    "is_perfect",
    "is_predicate",
    "is_state",
    "lefts",
    "mistaken_subject",
    "own_status",
    "sign_of",
    "subject_of",
]
STEPS = 8  # how far up the signs are looked for
_SETTING = frozenset({"in", "at", "during"})
_NEGATED = frozenset({"advmod", "det", "nsubj", "obj", "nsubj:pass"})
# Through these a clause's truth hangs on the word above; across others it does not.
_HANGS = frozenset(
    {"xcomp", "ccomp", "csubj", "csubj:pass", "csubj:outer", "parataxis", "conj", "obj", "nsubj:pass", "compound"}
)


def is_predicate(token: Token) -> bool:
    """Tell whether a token is the head of a clause."""
    if token.pos_ in ("VERB", "AUX"):
        named = token.i > 1 and token.nbor(-1).tag_ == "HYPH" and token.nbor(-2).pos_ == "PROPN"  # "Kim Ji-won"
        noun = any(child.dep_ == "det" for child in lefts(token)) and not subject_of(token)  # "told the show"
        return token.dep_ not in ("amod", "compound", "case") and not named and not noun
    named = any(child.dep_ in SUBJECTS or child.dep_ == "cop" for child in children(token))
    return named or _is_present(token) or _is_past_form(token)


def _is_present(token: Token) -> bool:
    """Tell a verb of appointments that was tagged as a noun: "talks resume", "the inquiry resumes"."""
    if token.dep_ not in ("ROOT", "ccomp", "nsubj") or not token.i or not is_cue(token, "appointed"):
        return False
    return (token.nbor(-1).tag_, token.tag_) in (("NNS", "NN"), ("NN", "NNS"), ("NNP", "NNS"))


def _is_past_form(token: Token) -> bool:
    """Tell a past tense that was tagged as a noun: "the blast tore a hole in the dam", "gunmen shot dead a judge"."""
    acts = any(child.dep_ == "obj" and child.i > token.i for child in children(token))
    return acts and token.dep_ in ("ROOT", "conj", "ccomp", "parataxis") and token.lower_ in cues()["past-form"]


def is_perfect(head: Token) -> bool:
    """Tell whether a predicate has "have" as its helper."""
    return any(child.dep_ == "aux" and (child.lemma_ == "have" or is_had(child)) for child in children(head))


def is_had(helper: Token) -> bool:
    """Tell "'d" of "who'd arrived" from that of "who'd arrive"."""
    return helper.lower_ in ("'d", "’d") and helper.head.tag_ in ("VBN", "VBD")


def is_past(head: Token) -> bool:
    """Tell whether a predicate stands in a past or perfect tense."""
    tags = {child.tag_ for child in helpers_of(head)}
    if "VBD" in tags or is_perfect(head) or _is_unchanged(head):
        return True
    ends = head.lower_.endswith("ed") and head.lemma_.lower() != head.lower_
    rare = head.tag_ in ("VBZ", "VBP", "NN", "JJ") and (
        ends or head.lower_ in cues()["past-form"]
    )  # "both sides shook hands"
    return not tags & {"VBZ", "VBP"} and (head.tag_ == "VBD" or rare or (head.tag_ == "VBN" and not tags))


def _is_unchanged(head: Token) -> bool:
    """Tell "shut" of "Kenya shut the crossing", not of "will shut", "to shut", "they shut it every August"."""
    if head.lower_ not in cues()["unchanged"] or helpers_of(head) or is_infinitive(head) or is_habit(head):
        return False
    subject = subject_of(head)
    if subject is None and subject_before_aside(head) is not None:
        return True
    if subject is None:
        above = head.head
        return head.dep_ == "conj" and above != head and is_past(above) and not helpers_of(above)
    return subject.i < head.i


def is_habit(head: Token) -> bool:
    """Tell what goes on again and again: "most springs", "every August", "on Mondays", "usually"."""
    below = [
        child for child in children(head) if child.dep_.startswith(("obl", "advmod", "nmod")) or child.dep_ == "obj"
    ]
    words = {part.lower_ for child in below for part in (child, *lefts(child))}
    return bool(words & cues()["habit"])


def is_complement(verb: Token) -> bool:
    """Tell what is told of the subject above: "began to leave", and "stopped firing" however it was hung."""
    return verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i == verb.head.i + 1)


def is_condition(head: Token) -> bool:
    """Tell "if …", "without …", "had the vote been held, …"."""
    return any(
        child.text == "Had" if child.dep_ == "aux" else child.dep_ in ("mark", "case") and is_cue(child, "condition")
        for child in lefts(head)
    )


def _on_condition(head: Token) -> bool:
    """Tell what will be only if something else is: "they will strike if the talks fail", "unless he pays"."""
    ahead = {child.lower_ for child in helpers_of(head)} & (cues()["will"] | cues()["would"])
    return bool(ahead) and any(child.dep_ == "advcl" and is_condition(child) for child in children(head))


def own_status(head: Token) -> str:
    """Return what a predicate's own words say of it: a status, "would", "past", or "" for nothing."""
    below = children(head)
    words, helpers = {child.lower_ for child in below}, {one.lower_ for one in helpers_of(head) if not is_had(one)}
    perfect = bool(words & {"have", "'ve", "’ve"})
    if is_condition(head) or _on_condition(head):
        return "proposed"
    if helpers & cues()["due"]:
        return "planned"
    if helpers & cues()["maybe"]:
        return "past" if perfect and helpers & {"may", "might", "must"} else "proposed"
    if helpers & cues()["would"]:
        return "proposed" if perfect else "would"
    to_be = is_infinitive(head) and any(one.lemma_ == "be" and one.tag_ in ("VBZ", "VBP", "VBD") for one in lefts(head))
    if helpers & cues()["will"] or words >= {"going", "to"} or to_be:
        return "planned"
    if any(_negates(child) for child in below):
        return "denied"
    return "past" if perfect or is_past(head) else ""


def is_state(head: Token) -> bool:
    """Tell what is so in the present: "has two airports", "rejects it today"; not "opens today", "is meeting"."""
    now = {word.tag_ for word in (head, *helpers_of(head))} & {"VBZ", "VBP"}
    appointed = head.pos_ == "VERB" and is_cue(head, "appointed")
    return bool(now) and head.tag_ not in ("VBG", "VBN") and not own_status(head) and not appointed


def _negates(child: Token) -> bool:
    """Tell "not", "nobody", "no convoy" as a subject, and "that" of "rejected reports that troops had left"."""
    if child.dep_ == "mark" and child.i > 1:
        return child.nbor(-1).pos_ == "NOUN" and is_cue(child.nbor(-2), "denied-below")
    words = {part.lower_ for part in lefts(child)}
    thing = child.dep_ in ("nsubj", "nsubj:pass", "obj") or (child.dep_ == "obl" and bool(words & {"to", "on"}))
    if child.lower_ in cues()["not"] and (child.dep_ in _NEGATED or thing):
        return True
    return thing and bool(words & {"no", "neither"})  # "agreed to no pause"


def sign_of(head: Token) -> str:
    """Return the first sign that decides, from the head upwards; an infinitive or xcomp takes the tense it hangs on."""
    sign = own_status(head)
    named = (kind for kind in ("planned", "proposed", "denied", "announced") if is_cue(head, kind))
    kind = next((kind for kind in named if head.pos_ != "NOUN" or kind == "proposed"), None)
    if kind and sign not in ("planned", "proposed"):
        return "planned" if sign == "would" else kind  # "they would appeal on Tuesday"
    if sign not in ("", "past"):
        return sign
    below = head
    for _ in range(STEPS):
        above = below.head
        if _is_beside(below, above) and sign == "":
            sign = own_status(above)  # "denied it, proceeding to shell the town"
        if above == below or not _depends(below, above):
            break
        if below.dep_ != "conj":
            if found := _governed(below, above) or _modal_above(below, above, sign):
                return found
            if own_status(above) == "past" and sign == "" and (is_complement(below) or _is_forced(below)):
                sign = "past"  # "began to leave", "stopped firing"
        below = above
    return sign


def _is_forced(verb: Token) -> bool:
    """Tell "were made to leave", not "were given a text to read out", which may never have been read."""
    return is_infinitive(verb) and verb.dep_ != "acl"


def _modal_above(below: Token, above: Token, sign: str) -> str:
    """Return what the verb above says of the future, through "I think" too: "will come, I think on Sunday"."""
    thought = below.lemma_ in ("think", "believe", "guess") and sign == ""
    other = own_status(above) if below.dep_ != "parataxis" or thought else ""
    return other if other in ("planned", "proposed", "would") else ""


def _is_beside(below: Token, above: Token) -> bool:
    """Tell a participle that tells what went on beside the verb above: "fled, leaving the town"."""
    marked = any(child.dep_ in ("mark", "case", "aux") for child in lefts(below))
    return below.dep_ == "advcl" and below.tag_ == "VBG" and not marked and is_predicate(above)


def _depends(below: Token, above: Token) -> bool:
    if below.dep_ == "acl":
        return below.tag_ in ("VB", "NN") or (above.dep_ == "obj" and is_cue(above.head, "planned"))
    if below.dep_ in ("nmod", "obl", "advcl") and not is_complement(below):
        case = {child.lower_ for child in lefts(below) if child.dep_ in ("case", "mark")}
        if below.dep_ == "obl" and case & _SETTING and is_past(above):
            return False  # "in a threat on Sunday, he warned"
        return bool(case) and not case & cues()["known"]
    foreseen = below.dep_ == "nsubj" and (is_cue(above, "planned") or is_cue(above, "proposed"))
    return foreseen or below.dep_ in _HANGS or is_complement(below)


def _is_corrected(verb: Token) -> bool:
    """Tell what an article takes back: "wrongly said that …", "Correction: an earlier report said that …"."""
    if any(is_cue(child, "wrongly") for child in children(verb)):
        return True
    subject = subject_of(verb)
    earlier = subject is not None and any(child.lower_ in ("earlier", "previous") for child in lefts(subject))
    return earlier and verb.sent[0].lower_ in ("correction", "corrects", "clarification")


def _is_for(noun: Token, verb: Token) -> bool:
    """Tell "set a hearing for 4 May"."""
    things = [child for token in (noun, verb) for child in children(token) if child.dep_ in ("obl", "nmod")]
    return any(child.lower_ == "for" for thing in things for child in lefts(thing))


def _governed(below: Token, above: Token) -> str:
    """Return the status that the word above gives to what stands below it."""
    if below.dep_ == "parataxis" or (below.dep_ == "ccomp" and own_status(below) == "past"):
        return "denied" if is_cue(above, "denied") or _is_corrected(above) else ""
    noun = below.pos_ in ("NOUN", "PROPN") and not is_cue(above, "agreed")  # "agreed a truce on Friday" is of Friday
    if above.lemma_ == "set" and noun and not _is_for(below, above):
        return ""  # "set a ban on 17 March", not "set a hearing for 4 May"
    foreseen = below.tag_ == "VB" or is_infinitive(below) or noun
    signs = ("denied-below", "proposed-below", "planned-below") if foreseen else ("denied-below",)
    return next((s.removesuffix("-below") for s in ("planned", "proposed", "denied", *signs) if is_cue(above, s)), "")
