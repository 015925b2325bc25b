"""Scores as a reader meets them: a line for each thing that was measured, per cent instead of names of measures."""

from __future__ import annotations

import re

import pandas as pd

KINDS = {"dates": "time expressions", "entities": "names", "events": "events", "quotes": "quotations"}
WAYS = {
    "": "all", "strict": "exactly the same words", "relaxed": "words that overlap", "span": "the clause alone",
    "value": "with the right value", "type": "with the right type",
    "links": "one actor however written", "direct+mixed": "direct and mixed",
    "value_accuracy": "right value, of those found", "status": "right status, of those found",
    "types": "right type, of those found", "speaker": "right speaker, of those found",
    "actor": "right actor, of those found", "cue_class": "right class of verb, of those found",
    "scare": "labels given no speaker", "drawn_as_happened": "planned or denied drawn as happened (number)",
}  # fmt: skip
EVENTS = {"strict": "most of the clause, and both days", "relaxed": "half of the clause, and both days"}
SHARES = {"p": "precision", "r": "recall", "precision": "precision", "recall": "recall", "f1": "F1"}
# relaxed_f1, strict_p, recall, all P@0.3
_SHARE = re.compile(r"(?P<way>.*?)[_ ]?(?P<share>precision|recall|f1|p|r)(?P<least>@[\d.]+)?", re.IGNORECASE)
_NUMBER = re.compile(r"n|n[ _].*|found|gold")


def scores_in_words(scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores for a reader.

    Args:
        scores: Columns layer, measure, value, and file where there are several; as
            :func:`workbook.scoring.score_folder` returns them.

    Returns:
        In per cent and as text: set (where there are several files), what, measured, precision (of those found so
        many are right), recall (of those annotated so many are found), F1, and share for what is one share only.
    """
    lines: dict[tuple[str, str, str], dict[str, str]] = {}
    files = scores["file"] if "file" in scores else [""] * len(scores)
    for file, layer, measure, value in zip(files, scores["layer"], scores["measure"], scores["value"], strict=True):
        if _NUMBER.fullmatch(measure) or (measure == "type_f1" and not value):  # no types were annotated
            continue
        found = None if measure in WAYS else _SHARE.fullmatch(measure)
        way = found["way"] if found else measure
        least = f", overlap {100 * float(found['least'][1:]):.0f} %" if found and found["least"] else ""
        column = SHARES[found["share"].casefold()] if found else "share"
        shown = f"{value:.0f}" if measure == "drawn_as_happened" else f"{100 * value:.1f}"
        words = {**WAYS, **(EVENTS if layer == "events" else {})}.get(way, way.replace("_", " "))
        key = (file, KINDS.get(layer, layer), words + least)
        lines.setdefault(key, {})[column] = shown
    rows = [{"set": file, "what": what, "measured": way, **told} for (file, what, way), told in lines.items()]
    columns = ["set", "what", "measured", "precision", "recall", "F1", "share"]
    return pd.DataFrame(rows, columns=columns if "file" in scores else columns[1:]).fillna("")
