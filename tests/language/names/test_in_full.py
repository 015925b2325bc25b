"""Who is meant by a part of a name or another one: bodies by their noun, families, nicknames, labels before titles.

A case is a text, words that stand in it, and the name and type of the actor that they mean; None where none is.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbook.language.names import find_mentions, find_roles
from workbook.language.pipeline import Parsed

BODIES = [
    ("The Free Aceh Movement left. The Movement was tired.", "Movement", "Free Aceh Movement"),
    ("Juba University opened. The University has no roof.", "University", "Juba University"),
    ("Judges of the Supreme Court of Cassation met. The Supreme Court ruled.", "Supreme Court", "Supreme Court of Cassation"),
    ("The Tigray Interim Administration spoke. The Administration will go on.", "Administration", "Tigray Interim Administration"),
    ("The Sudan Doctors Network counted nine dead. The Network said so.", "Network", "Sudan Doctors Network"),
    # of two, nobody knows which
    ("The National Salvation Council met the Council of Elders. The Council said no.", "Council", None),
    # whose party it is, is no part of its name
    ("The Kurdistan Democratic Party of Masoud Barzani won.", "Kurdistan Democratic", "Kurdistan Democratic Party"),
    # other bodies, whose names begin alike
    ("The United Nations Development Programme paid. The United Nations was late.", "United Nations", "United Nations"),
    ("The Islamic Jihad Union was silent. Islamic Jihad fired.", "Islamic Jihad", "Islamic Jihad"),
    ("The Ministry of Defence denied it. The Ministry of Finance was silent.", "Ministry of Finance", "Ministry of Finance"),
    ("Hezbollah Brigades denied it. Hezbollah fired.", "Hezbollah", "Hezbollah"),
]  # fmt: skip

PERSONS = [
    # a full name that the recogniser takes for a body or a place, of whom the article speaks by the family name
    ("Files fill the house of Ganesh Dutta Bhatta. Bhatta, a lawyer, says mice read them.", "Ganesh Dutta Bhatta", "Ganesh Dutta Bhatta"),
    ("They came for Maina Sunuwar. Her mother, Devi Sunuwar, watched. “I spoke,” Mrs Sunuwar says.", "Maina Sunuwar", "Maina Sunuwar"),
    # another name
    ("Pushpa Kamal Dahal, the guerrilla leader better known as Prachanda, laughed.", "Prachanda", "Pushpa Kamal Dahal"),
    # a relative who is brought in by an office does not take over
    (
        "Suman Adhikari was a boy when men tied his father, the headmaster Muktinath Adhikari, to a tree. Adhikari now speaks.",
        "Adhikari now",
        "Suman Adhikari",
    ),
    # a label before a title
    ("Omar Sow is 66.\nOmar Sow: Mr Diop's men wanted guns.\nOmar Sow: They went.", "Omar Sow: Mr", "Omar Sow"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), [*BODIES, *PERSONS])
def test_who_is_meant_by_these_words(parsed: Callable[[str], Parsed], text: str, words: str, name: str | None) -> None:
    """The last place of the words, or of the part of them that is a name, has the actor's full name."""
    start = text.rindex(words)
    names = [row["name"] for row in find_mentions(parsed(text)) if row["start"] == start]
    assert names == ([name] if name else [])


ROLES = [
    ("Omar Sow, a lawyer from Palpa with a soft voice and a bad hip, led it.", "lawyer from Palpa"),
    ("Renu Sow, the mayor of Bharatpur until last year, asked him.", "mayor of Bharatpur"),
    ("He wrote it on X. General Omar Sow denies that.", "General"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_role_ends_before_what_tells_more(parsed: Callable[[str], Parsed], text: str, role: str) -> None:
    """Nothing of the sentence around belongs to the role."""
    article = parsed(text)
    assert [row["role"] for row in find_roles(article, find_mentions(article))] == [role]


def test_a_resort_is_a_place(parsed: Callable[[str], Parsed]) -> None:
    """What stands behind "the resort of" is where somebody was received."""
    rows = find_mentions(parsed("Barzani received in the resort of Salahaddin a delegation of the Union."))
    assert ("Salahaddin", "place") in [(row["name"], row["entity_type"]) for row in rows]
