"""What an article tells of its persons: man or woman, and what they are called by their office."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from workbook.language.names.gazetteer import fold
from workbook.lexicons import read_yaml

Row = Mapping[str, Any]

_TITLE, _NAME, _BESIDE_NAME = 3, 2, 2  # how much each sign of man or woman counts
_SEXES = {"man": 1, "woman": -1}  # what the words beside a name tell
_BESIDE = 60  # characters beside a name in which its role may stand
_WORD = re.compile(r"[^\W\d_]+")


class Persons:
    """The persons that an article mentions: above 0 a man, below a woman, and the words of their roles."""

    def __init__(self, text: str, mentions: Sequence[Row], roles: Sequence[Row]) -> None:
        self._text = text
        self._people = [one for one in mentions if one["entity_type"] == "person"]
        self._sexes: dict[str, int] | None = None
        self._roles: dict[str, list[Row]] = defaultdict(list)
        for role in roles:
            self._roles[role["actor_id"]].append(role)

    def sex(self, actor_id: str) -> int:
        """Return above 0 for a man, below 0 for a woman, 0 where nothing tells."""
        if self._sexes is None:
            self._sexes = self._told()
        return self._sexes.get(actor_id, 0)

    def _told(self) -> dict[str, int]:
        sexes: dict[str, int] = defaultdict(int)
        for actor, name in {one["actor_id"]: one.get("name") or "" for one in self._people}.items():
            sexes[actor] = _NAME * _of_first_name(name)
        for one in self._people:
            sexes[one["actor_id"]] += _BESIDE_NAME * _SEXES.get(one.get("gender") or "", 0)
        for role in (role for rows in self._roles.values() for role in rows):
            sexes[role["actor_id"]] += _TITLE * sex_of(role["role"])
        return sexes

    def of_role(self, actor_id: str, words: set[str]) -> int:
        """Return how many of the words are in the role that fits them best."""
        fits = (len(words & set(words_of(role["role"]))) for role in self._roles.get(actor_id, ()))
        return max(fits, default=0)

    def countries(self, actor_id: str) -> set[str]:
        """Return the countries that the roles of a person name."""
        return {role["country"] for role in self._roles.get(actor_id, ()) if role.get("country")}

    def stands_beside(self, mention: Row, role: str, until: int) -> bool:
        """Say whether a role's word is printed beside a name: "Okello, the minister", before a place."""
        beside = self._text[max(0, mention["start"] - _BESIDE) : min(until, mention["end"] + _BESIDE)].lower()
        return re.search(rf"\b{re.escape(role)}\b", beside) is not None


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def sex_of(words: str) -> int:
    """Return 1 where words tell a man ("Mr", "spokesman"), -1 where they tell a woman, else 0."""
    return bool(pattern("men").search(words)) - bool(pattern("women").search(words))


def _of_first_name(name: str) -> int:
    """Return 1 or -1 by the first name of a full name; a family name alone tells nothing."""
    first, *more = name.split()[:2] or [""]
    return _first_names().get(fold(first).casefold(), 0) if more else 0


@cache
def _first_names() -> dict[str, int]:
    lexicon = read_yaml("names-by-sex")
    return {fold(name).casefold(): sex for key, sex in (("women", -1), ("men", 1)) for name in lexicon[key]}


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Return what finds the words of a list of ``speakers.yaml``."""
    words = sorted(read_yaml("speakers")[key], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.I)
