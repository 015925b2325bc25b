"""What a point is about: the thing that is limited, given, moved or set up."""

import pytest

from workbook.language.plans.subjects import subject_of_point

SUBJECTS = [
    ("The size of the army is limited to 600,000 soldiers.", "Size of the army"),
    ("The armed forces of Mali are limited to 20,000 men.", "Armed forces of Mali"),
    ("All parties to the conflict receive full amnesty.", "Full amnesty"),
    ("Kenya holds elections in 100 days.", "Elections"),
    ("Both sides will withdraw their heavy weapons.", "Withdrawal of heavy weapons"),
    ("Russia is invited to rejoin the G8.", "G8"),
    ("All remaining prisoners and bodies are exchanged.", "Remaining prisoners and bodies"),
    ("The rest of the frozen funds goes into a separate vehicle.", "Frozen funds"),
    ("A mission of 120 observers shall be deployed.", "Mission of 120 observers"),
    ("If Kenya invades Uganda, the guarantee is void.", "Guarantee"),
    ("Frozen funds:", "Frozen funds"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS, ids=[subject for _, subject in SUBJECTS])
def test_the_subject_is_a_noun_phrase(parsed, text, subject):
    assert subject_of_point(parsed(text).doc) == subject


def test_what_the_parse_does_not_show_is_left_out(parsed):
    assert subject_of_point(parsed("Those who fought are not prosecuted.").doc) is None
