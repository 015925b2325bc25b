"""Who stands where, kind by kind, in sentences on many conflicts; what comes before each is the same mention of a plan."""

import pytest

from tests.language.plans.test_provisions import analysed

PLAN = "Norway tabled a peace plan. The plan calls for a ceasefire in Goma, a release of prisoners and new elections. "

# The plan is the subject, and what it is is said by somebody.
JUDGED = [
    ("Angola said the plan was a trap for its people.", {("Angola", "oppose")}),
    ("The plan is unacceptable, Rwanda said on Monday.", {("Rwanda", "oppose")}),
    ("“The plan is a historic chance,” said Burundi's envoy, Ana Ruzo.", {("Ana Ruzo", "support")}),
    ("Kenya told reporters that the plan was a basis for negotiation.", {("Kenya", "conditional")}),
    ("Malawi insisted that the text was dead on arrival.", {("Malawi", "oppose")}),
    ("Zambia believes the document is fair and balanced.", {("Zambia", "support")}),
    ("Zambia said the plan was not a trap.", set()),
    ("Zambia said the plan was 28 points long.", set()),
    ("Zambia said the plan was drafted in Geneva.", set()),
    ("The plan is a trap.", set()),
    ("Zambia said its harvest was a disaster.", set()),
]
# Who does as the one before.
LIKEWISE = [
    ("Angola rejected the plan, as did Rwanda.", {("Angola", "oppose"), ("Rwanda", "oppose")}),
    ("Burundi welcomed the plan. So did Kenya.", {("Burundi", "support"), ("Kenya", "support")}),
    ("Malawi has endorsed the plan, and so has Zambia.", {("Malawi", "support"), ("Zambia", "support")}),
    ("Chad backed the plan. Mali followed suit on Tuesday.", {("Chad", "support"), ("Mali", "support")}),
    ("Peru accepted the plan. Chile will do the same if aid flows.", {("Peru", "support"), ("Chile", "conditional")}),
    ("Angola has rejected the plan; Rwanda did likewise.", {("Angola", "oppose"), ("Rwanda", "oppose")}),
    ("Soldiers left Goma on Friday, as did Rwanda's.", set()),
    ("Angola met the envoy, as did Rwanda.", set()),
    ("So did Rwanda.", set()),
    ("Angola rejected the plan. Rain fell all week and the roads were closed until Friday. So was the port of Mombasa in Kenya.",
     {("Angola", "oppose")}),
]  # fmt: skip
# What is to be signed needs no name.
BARE = [
    ("Angola would sign only if its prisoners came home first.", {("Angola", "conditional")}),
    ("Rwanda will sign once the border is open.", {("Rwanda", "conditional")}),
    ("Burundi will not sign.", {("Burundi", "oppose")}),
    ("Kenya is ready to sign.", {("Kenya", "support")}),
    ("Malawi could accept if aid flowed.", {("Malawi", "conditional")}),
    ("Zambia refused to sign.", {("Zambia", "oppose")}),
    ("Chad will sign a fishing treaty with Mali.", set()),
    ("Chad should sign.", set()),
    ("In March Chad signed in Oslo a treaty on fish.", set()),
    ("Sign language is taught in Chad.", set()),
]
# A part that is called one is a part of the plan, with its topic; "parts" of it have none.
PARTS = [
    ("Angola cannot accept the clause on prisoners.", {("Angola", "oppose", "prisoners")}),
    ("Rwanda objects to the article on elections.", {("Rwanda", "oppose", "elections")}),
    ("Burundi welcomes the section on refugees.", {("Burundi", "support", "displaced")}),
    ("Kenya opposes the point about the ceasefire.", {("Kenya", "oppose", "ceasefire")}),
    ("Zambia rejected the provision on sanctions relief.", {("Zambia", "oppose", "sanctions")}),
    ("Kenya welcomed the ceasefire.", {("Kenya", "support", "ceasefire")}),
    ("Kenya refuses to release prisoners.", {("Kenya", "oppose", "prisoners")}),
    ("Chad backs the term of the judge.", set()),
    ("Mali rejected the starting point of the marathon.", set()),
]
# Two verbs share a subject, or the parser loses it.
SHARED = [
    ("Angola took the text home and came out against it.", {("Angola", "oppose")}),
    (
        "By nightfall Rwanda, which had kept silent, had come out against the plan.",
        {("Rwanda", "unclear"), ("Rwanda", "oppose")},
    ),
    ("The governing United Front thanks the envoy but opposes the plan.", {("United Front", "oppose")}),
    ("Burundi, which was not invited, called the plan worthless.", {("Burundi", "oppose")}),
    ("Kenya lent the plan its support.", {("Kenya", "support")}),
    ("Malawi withheld judgment.", {("Malawi", "unclear")}),
    ("By Sunday Zambia had thrown the plan out.", {("Zambia", "oppose")}),
    ("The envoy left for Chad and the plan was rejected.", set()),
    ("Doctors in Mali treated patients and opposed the plan.", set()),
]
# A promise with its condition; whose words say that the plan does well or badly; an object that a point speaks of.
PROMISES = [
    ("Angola would take the plan as soon as its soldiers are home.", {("Angola", "conditional")}),
    ("Rwanda might join it once the border is open.", {("Rwanda", "conditional")}),
    ("Burundi could adopt the text if the vote were earlier.", {("Burundi", "conditional")}),
    ("Kenya would take the plan to parliament.", set()),
    ("Malawi said the plan deserved a chance.", {("Malawi", "support")}),
    ("The plan, Zambia said, goes too far.", {("Zambia", "oppose")}),
    ("Chad told reporters that the plan fell short.", {("Chad", "conditional")}),
    ("The plan falls short.", set()),
    ("Angola, whose soldiers hold the bridge, rejects it.", {("Angola", "oppose")}),
    ("Angola met the envoy on Monday and said it would accept the plan if aid flowed.", {("Angola", "conditional")}),
    ("Kenya backed the plan. Malawi took the same line.", {("Kenya", "support"), ("Malawi", "support")}),
    ("Kenya wants the clause on elections rewritten.", {("Kenya", "conditional")}),
    ("The Greek Cypriots rejected the plan.", set()),
    ("The Bosnian Serbs welcomed the plan.", set()),
    ("Kenya's soldiers, whose officers rejected the plan, left.", set()),
]


def _sides(parsed, text, *columns):
    mentions, _, _, positions = analysed(parsed(PLAN + text))
    actors = {row["actor_id"]: row["name"] for row in mentions}
    return {(actors[row["actor_id"]], row["stance"], *(row[one] for one in columns)) for row in positions}


@pytest.mark.parametrize(("text", "expected"), [*JUDGED, *LIKEWISE, *BARE, *SHARED, *PROMISES])
def test_sides_by_kind(parsed, text, expected):
    assert _sides(parsed, text) == expected


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_sides_on_parts(parsed, text, expected):
    assert _sides(parsed, text, "topic") == expected


NAMED = [
    ("The Algiers roadmap, which the envoy presented to the rebels, ends the war. The roadmap would open Kidal.", 1),
    ("Norway tabled a peace plan. Guyana's opposition party Vision Guyana met voters.", 1),
    ("Norway tabled a peace plan. Libya sent its own counter-proposal. Rebels praised the Libyan paper.", 2),
    ("The war goes on. Envoys roadmap their trip to the front.", 0),
]


@pytest.mark.parametrize(("text", "count"), NAMED)
def test_plans_that_are_named(parsed, text, count):
    mentions = analysed(parsed(text))[1]
    assert len({row["plan_id"] for row in mentions}) == count
    assert not any("Vision" in row["text"] for row in mentions)
