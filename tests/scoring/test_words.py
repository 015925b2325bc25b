"""Scores in words: one line for each thing measured, no name of a measure, nothing that was not annotated."""

import pandas as pd

from workbook.scoring import scores_in_words


def test_measures_become_lines_in_per_cent():
    measures = {
        ("dates", "strict_p"): 0.5, ("dates", "strict_r"): 0.25, ("dates", "strict_f1"): 1 / 3,
        ("dates", "type_f1"): 0.0, ("dates", "n_gold"): 12, ("events", "relaxed_precision"): 0.8,
        ("events", "drawn_as_happened"): 0, ("quotes", "all F1@0.8"): 0.9, ("quotes", "speaker"): 0.95,
    }  # fmt: skip
    scores = pd.DataFrame([(*key, value) for key, value in measures.items()], columns=["layer", "measure", "value"])
    told = {row.measured: row for row in scores_in_words(scores).itertuples()}
    assert told["exactly the same words"][3:6] == ("50.0", "25.0", "33.3")
    assert told["half of the clause, and both days"].precision == "80.0"
    assert told["all, overlap 80 %"].F1 == "90.0"
    assert told["right speaker, of those found"].share == "95.0"
    assert told["planned or denied drawn as happened (number)"].share == "0"
    assert len(told) == 5
