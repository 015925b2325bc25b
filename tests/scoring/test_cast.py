"""Who is who and who says what, over small corpora annotated by hand, and the scorer that counts it.

``dev`` is there to develop on; ``blind`` was written without sight of the rules and is scored only.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from workbook.scoring.cast import cast_faults, score_cast

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = json.loads((GOLD / "floors-names.json").read_text("utf-8"))


@pytest.mark.parametrize("part", ["dev", "blind"])
def test_scores_keep_to_their_floors(part: str) -> None:
    """Scores of a part, B-cubed as the mean of its corpora, counts as sums."""
    scores = [score_cast(folder) for folder in sorted((GOLD / "names" / part).iterdir())]
    total = {key: sum(score[key] for score in scores) for key in scores[0]}
    total["persons_f1"] /= len(scores)
    floors = FLOORS[part]
    assert {key: total[key] for key, least in floors["least"].items() if total[key] < least} == {}
    assert {key: total[key] for key, most in floors["most"].items() if total[key] > most} == {}


def test_the_scorer_counts_what_it_says(tmp_path: Path) -> None:
    """One right person, one wrong country, one that is none, one statement with and one without its speaker."""
    text = "Kenyan President Ann Otieno left. Otieno said the road was open. “It is dusty,” a driver said."
    actors = [
        {"id": "ann", "name": "Ann Otieno", "type": "person", "country": "Chad", "office": "president"},
        {"id": "kenya", "name": "Kenya", "type": "country", "country": "Kenya", "office": None},
    ]
    mentions = [
        {"quote": "President Ann Otieno", "name": "Ann Otieno", "actor": "ann"},
        {"quote": "Otieno said", "name": "Otieno", "actor": "ann"},
    ]
    statements = [
        {"content": "the road was open", "source": "Otieno", "actor": "kenya", "kind": "indirect"},
        {"content": "It is dusty", "source": "a driver", "actor": None, "kind": "direct"},
    ]
    gold = {
        "actors": actors,
        "not_persons": ["Kenyan"],
        "mentions": {"01.txt": mentions},
        "statements": {"01.txt": statements},
        "no_statements": {"01.txt": ["left"]},
    }
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "01.txt").write_text(text, "utf-8")
    (tmp_path / "gold.yaml").write_text(yaml.safe_dump(gold), "utf-8")
    scores = score_cast(tmp_path)
    assert (scores["persons_f1"], scores["country_wrong"], scores["office"], scores["not_persons"]) == (1.0, 1, 0, 0)
    assert (scores["statements_found"], scores["statements_actor"], scores["no_statements"]) == (2, 1, 0)
    assert cast_faults(tmp_path)["kind"].tolist() == ["country_wrong", "statement_actor"]
