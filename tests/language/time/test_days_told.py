"""Days that a text does not write out: of a history, a list, a clock, a month told before; each kind in many words."""

from __future__ import annotations

import pytest

from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
CASES: list[tuple[str, str | None, dict[str, str | None]]] = [
    # The weekday beside a day tells its year; the day of a month told of; a weekday of the week told of.
    ("In 2022 the first were hanged. Fasting begins on Sunday 16 November.", THURSDAY, {"Sunday 16 November": "2025-11-16"}),
    ("Two men seized on 4 May 2023 returned on Friday, 21 November.", THURSDAY, {"Friday, 21 November": "2025-11-21"}),
    ("The truce of 2019 failed on Monday 4 March of that year.", THURSDAY, {"Monday 4 March of that year": "2019-03-04"}),
    ("Five people died there on the seventh of the month.", THURSDAY, {"the seventh of the month": "2025-11-07"}),
    ("The fort opens on the first of the month.", THURSDAY, {"the first of the month": "2025-11-01"}),
    ("The third of the month's rallies drew few.", THURSDAY, {"the month": "2025-11"}),
    ("It begins at six o'clock in the morning of Monday, 3 November.", THURSDAY, {"six o'clock": "2025-11-03T06:00"}),
    ("Talks opened on 3 November 2025. On the Wednesday they failed.", THURSDAY, {"Wednesday": "2025-11-05"}),
    ("Talks opened on 3 November 2025.\nOn the Wednesday they failed.", THURSDAY, {"Wednesday": "XXXX-WXX-3"}),
    ("They won the Sunday vote.", THURSDAY, {"Sunday": "2025-11-23"}),
    ("On 11 June 2025 they shelled a camp, after the murder of two men on the preceding day. A second raid came on the same day.", THURSDAY, {"the same day": "2025-06-11"}),
    # A history inside an article is told by its own years.
    ("On 11 March 2004 a customs hut burned; three guards resigned on 2 April.", THURSDAY, {"2 April": "2004-04-02"}),
    ("In 2011 the dam broke on 5 May; in July the army left.", THURSDAY, {"5 May": "2011-05-05", "July": "2011-07"}),
    ("The 1973 strike began on 9 June with a march.", THURSDAY, {"9 June": "1973-06-09"}),
    ("On 3 May 1998 the dockers went out. On 7 June of that year police cleared the gates.", THURSDAY, {"7 June of that year": "1998-06-07"}),
    ("The ferry sank on 12 August 2009. That October the owner fled.", THURSDAY, {"That October": "2009-10"}),
    ("The first accord was signed on 2 February 2016. The following March a second one failed.", THURSDAY, {"The following March": "2016-03"}),
    ("Gangs took the port in 1994. On 20 November the navy moved in.", THURSDAY, {"20 November": "2025-11-20"}),
    ("Gangs took the port in 1994. On 20 November the navy moved in.", None, {"20 November": "XXXX-11-20"}),
    ("On 4 May 2010 a bridge fell.\nThe army shut the road on 3 November.", THURSDAY, {"3 November": "2025-11-03"}),
    ("The council sat on 1 July 2019 and again on 9 September.", THURSDAY, {"9 September": "2019-09-09"}),
    ("The owner was fined in May last year and fled that July.", THURSDAY, {"that July": "2024-07"}),
    ("They met on 3 May. Weeks later the hall burned. The next day it rained.", THURSDAY, {"The next day": None}),
    # The day of who urged, told or promised, and the day by which something will be.
    ("The council on Monday urged Chad to free the nuns.", THURSDAY, {"Monday": "2025-11-24"}),
    ("A clerk told the radio counting would end by 9 December, when the rains begin.", THURSDAY, {"9 December": "2025-12-09"}),
    ("The minister promised to free the nuns before Christmas.", THURSDAY, {"Christmas": "2025-12-25"}),
    ("The lake froze early in 2019.", THURSDAY, {"early in 2019": "2019"}),
    # An hour and "the day" are of the last day told, though a year was named since; not of a day ahead, told as past.
    ("The ferry sank on Monday; her sister burned in 2019. Divers came up at 10 p.m.", THURSDAY, {"10 p.m.": "2025-11-24T22:00"}),
    ("The polls closed on Sunday; those of 2019 were void. The last box was sealed at 2:30 the next day.", THURSDAY, {"the next day": "2025-11-24"}),
    ("Mali plays on Saturday. In the last game of the day, Niger beat Chad.", THURSDAY, {"the day": "2025-11-27"}),
    ("Mali won on Monday. The clubs were founded in 1919. In the last game of the day, Niger beat Chad.", THURSDAY, {"the day": "2025-11-24"}),
    ("They met on Monday and said that the August 27 border accord was void. In a note issued the following day, Chad rejected it.", THURSDAY, {"the following day": "2025-11-25"}),
    # What somebody did once, and since when something lasts, is not what is told.
    ("Oman, which has hosted the talks since 2013, confirmed it would hold a round on 20-22 December.", THURSDAY, {"20": "2025-12-20", "22 December": "2025-12-22"}),
    ("Rebels who took the pass in 2012 will lay down arms on 1 December.", THURSDAY, {"1 December": "2025-12-01"}),
    ("The army, which seized the capital in 2021, freed two ministers on 4 November.", THURSDAY, {"4 November": "2025-11-04"}),
    ("Envoys of a council that was set up in March 2015 met in Tunis on 8 November.", THURSDAY, {"8 November": "2025-11-08"}),
    ("A truce has held since March 2022. On 6 November a convoy was shelled.", THURSDAY, {"6 November": "2025-11-06"}),
    ("The south has been at war since 2019. Troops retook the bridge on 3 November.", THURSDAY, {"3 November": "2025-11-03"}),
    ("The two armies fought in 2020 and signed a ceasefire on 9 November.", THURSDAY, {"9 November": "2020-11-09"}),
    ("In March 2011 protests began in Deraa. On 25 April tanks entered the town.", THURSDAY, {"25 April": "2011-04-25"}),
    ("He ended the talks in November 2017. His successor granted an amnesty last October.", THURSDAY, {"last October": "2025-10"}),
    ("The war began in April 2019. The two sides are to meet next March.", THURSDAY, {"next March": "2026-03"}),
    ("Guns fell silent in May 1945, and in the last week of August the troops left.", THURSDAY, {"the last week of August": "1945-W35"}),
    # A year lends itself to what comes after it, not to what lay before; nor does one that only names something.
    ("The war began on 14 October 2022. A truce declared in May collapsed in July.", THURSDAY, {"May": "2025-05", "July": "2025-07"}),
    ("The rebels took the capital in August 2023. In February a court freed the governor.", THURSDAY, {"February": "2025-02"}),
    ("Envoys left after the passing of a law on the feast of the 1961 mutiny and met on 9 May.", THURSDAY, {"9 May": "2025-05-09"}),
    ("The 1961 mutiny began on 9 May.", THURSDAY, {"9 May": "1961-05-09"}),
    ("Truces failed in 1999, 2004, 2011 and 2019. Parliament must ratify the accord by March.", THURSDAY, {"March": "2026-03"}),
    ("Truces failed in 1999, 2004, 2011 and 2019. That year the envoy was to return in March.", THURSDAY, {"March": "2019-03"}),
    # Ranges over New Year; what was first set for a day; the day before something; a time allowed.
    ("The rebels will hold their fire from 20 December to 4 January.", THURSDAY, {"20 December": "2025-12-20", "4 January": "2026-01-04"}),
    ("Polls in Benin, originally scheduled for December 18, were moved to April.", "2025-03-27", {"December 18": "2024-12-18"}),
    ("Guards closed the hall the day before the congress was to open.", THURSDAY, {"the day": None}),
    ("Both delegations shook hands on Tuesday evening.", THURSDAY, {"Tuesday evening": "2025-11-25TEV"}),
    ("Troops will leave in stages between 15 December and 31 January.", THURSDAY, {"15 December": "2025-12-15", "31 January": "2026-01-31"}),
    ("Mali declared the decade-long war over in Bamako.", THURSDAY, {"decade-long": "P1DE"}),
    # Weekdays behind and ahead.
    ("The round should have begun on Saturday in Oslo.", THURSDAY, {"Saturday": "2025-11-22"}),
    ("Kenya's envoy left Lomé shortly before midnight.", THURSDAY, {"midnight": "2025-11-26T24:00"}),
    ("The camp has no water to this day.", THURSDAY, {}),
    ("The mayor of Lima, who'd arrived on Tuesday, wrote a letter.", THURSDAY, {"Tuesday": "2025-11-25"}),
    ("In a threat on Sunday, the mayor of Beira warned that the port would close.", THURSDAY, {"Sunday": "2025-11-23"}),
    ("The price is \"a joke,\" the head of the union told the \"Morning Call\" show on Tuesday.", THURSDAY, {"Tuesday": "2025-11-25"}),
    ("The rebels refused, going on to shell the hospital on Monday.", THURSDAY, {"Monday": "2025-11-24"}),
    ("The minister will be flying to Lima, I think on Sunday.", THURSDAY, {"Sunday": "2025-11-30"}),
    ("The rebels threatened to shell the town on Saturday.", THURSDAY, {"Saturday": "2025-11-29"}),
    ("Peru shut the pass on Sunday.", THURSDAY, {"Sunday": "2025-11-23"}),
    ("The flood cut the road on Monday.", THURSDAY, {"Monday": "2025-11-24"}),
    ("Chad's navy hit two boats on Friday.", THURSDAY, {"Friday": "2025-11-21"}),
    ("The talks were put off from Monday to Friday.", THURSDAY, {"Monday": "2025-11-24", "Friday": "2025-11-28"}),
    ("A march planned for Wednesday did not take place.", THURSDAY, {"Wednesday": "2025-11-26"}),
    ("The envoy had been expected in Quito on Tuesday but stayed away.", THURSDAY, {"Tuesday": "2025-11-25"}),
    ("A strike set for Saturday was called off.", THURSDAY, {"Saturday": "2025-11-29"}),
    ("Fighting went on overnight on Tuesday near Goma.", THURSDAY, {"overnight on Tuesday": "2025-11-25TNI"}),
    ("Mediators fly to Lagos\n\nPhoto: Children cross the river on Monday.", THURSDAY, {"Monday": "2025-11-24"}),
    # Clock times and their day.
    ("The truce began at 6 a.m. (0400 GMT) on Tuesday, Nov. 25.", THURSDAY, {"6 a.m.": "2025-11-25T06:00", "0400 GMT": "2025-11-25T04:00Z"}),
    ("The vote is set for 09:30 EAT (06:30 UTC), Dec. 4.", THURSDAY, {"09:30 EAT": "2025-12-04T09:30", "06:30 UTC": "2025-12-04T06:30Z"}),
    ("Hearings run 9 a.m.-5 p.m. on Dec. 2.", THURSDAY, {"9 a.m.": "2025-12-02T09:00"}),
    ("At 0430 hrs on Monday drones hit the depot.", THURSDAY, {"0430 hrs on Monday": "2025-11-24T04:30"}),
    # Ways of writing.
    ("The decree of 7-Feb-09 was repealed.", THURSDAY, {"7-Feb-09": "2009-02-07"}),
    ("Sessions took place on 02-MAR-2021 and 9-Apr-2021.", THURSDAY, {"02-MAR-2021": "2021-03-02", "9-Apr-2021": "2021-04-09"}),
    ("The letter of 14-10-2025 was read out.", THURSDAY, {"14-10-2025": "2025-10-14"}),
    ("Judges sat on October 6, 8 and 9 in Dakar.", THURSDAY, {"October 6": "2025-10-06", "8": "2025-10-08", "9": "2025-10-09"}),
    ("Convoys left on 3, 5 and 7 November.", THURSDAY, {"3": "2025-11-03", "7 November": "2025-11-07"}),
    ("The jury met on Tuesday 4, Wednesday 5 and Friday 7 November.", THURSDAY, {"Tuesday 4": "2025-11-04", "Friday 7 November": "2025-11-07"}),
    ("On the twenty-second of October the guns fell silent.", THURSDAY, {"the twenty-second of October": "2025-10-22"}),
    ("The court will rule on the 12th of next month.", THURSDAY, {"the 12th of next month": "2025-12-12"}),
    ("Delegates meet in Oslo on the 3rd.", THURSDAY, {"the 3rd": "2025-12-03"}),
    ("The strike began on 18 November; on the 21st the mine reopened.", THURSDAY, {"the 21st": "2025-11-21"}),
    ("They live on the 5th floor.", THURSDAY, {}),
    ("Shelling went on in the last five days of May 2017.", THURSDAY, {"the last five days of May 2017": "2017-05-27/2017-05-31"}),
    ("Clashes marked the first three months of 2022.", THURSDAY, {"the first three months of 2022": "2022-01-01/2022-03-31"}),
    ("The panel meets the week after next.", THURSDAY, {"the week after next": "2025-W50"}),
    ("The panel met the week before last.", THURSDAY, {"the week before last": "2025-W46"}),
    ("Two years ago today the dam burst.", THURSDAY, {"Two years ago today": "2023-11-27"}),
    ("On this day in 1963 the bridge opened.", THURSDAY, {"On this day in 1963": "1963-11-27"}),
    ("Five years ago on Monday the siege began.", THURSDAY, {"Five years ago on Monday": "2020"}),
    ("Spending will rise in FY2027.", THURSDAY, {"FY2027": "FY2027"}),
    ("The lease ended on Feb 29, 2023 by mistake.", THURSDAY, {"Feb 29, 2023": None}),
    ("Talks were set for 28-29 Nov., 3-4 December and Dec 30-Jan 3.", THURSDAY, {"3": "2025-12-03", "Jan 3": "2026-01-03"}),
    # No times at all.
    ("Resolution 1701 and Resolution 2118 were cited.", THURSDAY, {}),
    ("Route 1995 was closed; the index closed at 2043.", THURSDAY, {}),
    ("At the end of the day, both sides want water.", THURSDAY, {}),
    ("Sarah May may chair the panel.", THURSDAY, {}),
    ("The clerk, Ms. April Stone, resigned.", THURSDAY, {}),
    ("Sunday Adeyemi, a teacher, said he would run.", THURSDAY, {}),
    ("The day the accord was signed, shells hit Goma.", THURSDAY, {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[dict[str, str | None]]:
    articles = (Unparsed(f"a{n}", text, published) for n, (text, published, _) in enumerate(CASES))
    return [
        {row["text"]: row["timex_value"] for row in find_dates(article)} for article in parse(load_model(), articles)
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:60] for case in CASES])
def test_days_are_read_in_what_is_told(told, number: int) -> None:
    _, _, expected = CASES[number]
    found = told[number]
    assert {words: found.get(words, "not found") for words in expected} == expected
    assert bool(found) == bool(expected)
