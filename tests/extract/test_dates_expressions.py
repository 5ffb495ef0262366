"""Date expressions in sentences published on Thursday 2025-08-14, and words that look like dates and are none.

The 40 of `FORTY` are of the kinds that date libraries were measured on; those of `UNSEEN` were written afterwards with
their answers, before the grammar had seen them.
"""

from __future__ import annotations

import pytest

from tests.extract.date_claims import claims, published, shown

THURSDAY = published("2025-08-14")

FORTY = [
    ("Trump and Putin are set to meet on Friday at a US air base in Alaska.", "Friday 2025-08-15"),
    ("It is the first summit between sitting leaders in over four years.", ""),
    ("The visit is Putin's first to the US in a decade.", ""),
    ("It is his first trip since launching the invasion in February 2022.", "February 2022 2022-02"),
    ("His demands were outlined in a June draft peace plan.", "June 2025-06"),
    ("Moscow claimed to annex four regions in 2022.", "2022 2022"),
    ("He once vowed to end the war within 24 hours of taking office.", ""),
    ("The ministers met on 12 August 2025 in Doha.", "12 August 2025 2025-08-12"),
    ("The ministers met on August 12, 2025, in Doha.", "August 12, 2025 2025-08-12"),
    ("The ministers met on Aug. 12 in Doha.", "Aug. 12 2025-08-12"),
    ("The ministers met on the 12th of August in Doha.", "12th of August 2025-08-12"),
    ("The text is dated 2025-08-12.", "2025-08-12 2025-08-12"),
    ("Talks collapsed last Friday.", "last Friday 2025-08-08"),
    ("Talks will resume next Monday.", "next Monday 2025-08-18"),
    ("He told reporters on Tuesday that the deal was dead.", "Tuesday 2025-08-12"),
    ("Yesterday both sides walked out.", "Yesterday 2025-08-13"),
    ("The envoys will sit down again tomorrow.", "tomorrow 2025-08-15"),
    ("Earlier today the army withdrew.", "Earlier today 2025-08-14"),
    ("Last week the rebels seized the town.", "Last week 2025-08-04/2025-08-10"),
    ("The board will decide next week.", "next week 2025-08-18/2025-08-24"),
    ("Last month the truce broke.", "Last month 2025-07"),
    ("The treaty was signed last year.", "last year 2024"),
    ("An election is due next year.", "next year 2026"),
    ("Two weeks ago the border was closed.", "Two weeks ago 2025-07-28/2025-08-03"),
    ("The envoy left three days ago.", "three days ago 2025-08-11"),
    ("The fighting began in early 2023.", "early 2023 2023"),
    ("The offer was made in late July.", "late July 2025-07"),
    ("A round was held in mid-August.", "mid-August 2025-08"),
    ("They last met in June last year.", "June last year 2024-06"),
    ("The blockade began on December 22, last year.", "December 22, last year 2024-12-22"),
    ("The talks were held on April 4-6 in Rome.", "April 4-6 2025-04-04/2025-04-06"),
    ("The truce lasted from 30 May to 2 June.", "from 30 May to 2 June 2025-05-30/2025-06-02"),
    ("The war between 2014 and 2022 cost 14,000 lives.", "between 2014 and 2022 2014/2022"),
    ("The G7 was scheduled to meet this weekend.", "this weekend 2025-08-16/2025-08-17"),
    ("The group was founded in the 1970s.", "the 1970s 1970/1979"),
    ("Exports fell in the second quarter of 2024.", "the second quarter of 2024 2024-04/2024-06"),
    ("Aid has been blocked since June.", "since June 2025-06"),
    ("Ukraine may withdraw from the talks.", ""),
    ("The 47th president spoke.", ""),
    ("They exchanged 1,200 prisoners.", ""),
    ("Article 5 covers this.", ""),
]

UNSEEN = [
    ("Earlier this month the court ruled against it.", "Earlier this month 2025-08"),
    ("Shelling resumed on Monday morning.", "Monday morning 2025-08-11"),
    ("The mission ran for years, 2014–2022, without success.", "2014–2022 2014/2022"),
    ("The Group of Seven met.", ""),
    ("Both armies will pull back by Friday.", "by Friday -"),
    ("They must leave before 1 September 2025.", "before 1 September 2025 -"),
    ("The ceasefire holds until Monday.", "until Monday -"),
    ("The parties want a deal by the end of the year.", "the end of the year 2025"),
    ("They agreed to finish by the end of 2026.", "the end of 2026 2026"),
    ("The minister arrives on Sunday.", "Sunday 2025-08-17"),
    ("The minister is flying to Cairo on Saturday.", "Saturday 2025-08-16"),
    ("The minister, who arrived on Sunday, left again.", "Sunday 2025-08-10"),
    ("Friday's meeting will be held in Cairo.", "Friday 2025-08-15"),
    ("Wednesday's meeting was held in Cairo.", "Wednesday 2025-08-13"),
    ("Ahead of Monday's summit he rang Ankara.", "Monday 2025-08-18"),
    ("He had been due in court on Monday.", "Monday -"),
    ("The army said on Wednesday it would leave on Sunday.", "Wednesday 2025-08-13; Sunday 2025-08-17"),
    ("Macron will say on Sunday what he proposed on Tuesday.", "Sunday 2025-08-17; Tuesday 2025-08-12"),
    ("Talks in Geneva on 3 and 4 March failed.", "3 and 4 March 2025-03-03/2025-03-04"),
    ("It was signed on 3 March and ratified on 5 May 2021.", "3 March 2025-03-03; 5 May 2021 2021-05-05"),
    ("It happened on 30 February 2024.", "30 February 2024 -"),
    ("It happened on Monday, 12 August 2025.", "Monday, 12 August 2025 -"),
    ("It happened on Tuesday, 12 August 2025.", "Tuesday, 12 August 2025 2025-08-12"),
    ("The note is dated 12/08/2025.", "12/08/2025 -"),
    ("The note is dated 25/08/2024.", "25/08/2024 2024-08-25"),
    ("The note is dated 08/25/2024.", "08/25/2024 2024-08-25"),
    ("It was decided on the 4th of July 1776.", "4th of July 1776 1776-07-04"),
    ("It was decided on July 4th.", "July 4th 2025-07-04"),
    ("He was born on the fourth of July.", "fourth of July 2025-07-04"),
    ("The Oslo accords (1993) are dead.", "1993 1993"),
    ("The 2014 Minsk accord failed.", "2014 2014"),
    ("The elections of 2024 were rigged.", "2024 2024"),
    ("Kosovo declared independence in February, 2008.", "February, 2008 2008-02"),
    ("It grew in Q3 2024 and in the first quarter.", "Q3 2024 2024-07/2024-09; the first quarter 2025-01/2025-03"),
    ("They will meet in September and October.", "September 2025-09; October 2025-10"),
    ("Rain fell in summer 2024.", "summer 2024 2024-06/2024-08"),
    ("Rain fell in the winter of 2023-24.", "the winter of 2023-24 2023-12/2024-02"),
    ("The exercise is planned for next spring.", "next spring 2026-03/2026-05"),
    ("The reform of the late 1980s failed.", "the late 1980s 1980/1989"),
    ("He visited in the first week of June.", "the first week of June 2025-06"),
    ("The council met over the weekend.", "over the weekend 2025-08-09/2025-08-10"),
    ("The council met last weekend.", "last weekend 2025-08-09/2025-08-10"),
    ("From Monday to Wednesday the crossing was shut.", "From Monday to Wednesday 2025-08-11/2025-08-13"),
    ("The crossing was shut on Monday and Tuesday.", "Monday and Tuesday 2025-08-11/2025-08-12"),
    ("He was arrested the day before yesterday.", "the day before yesterday 2025-08-12"),
    ("The deal was struck five years ago.", "five years ago 2020"),
    ("The deal was struck nearly five years ago.", "five years ago -"),
    ("The deal was struck a few days ago.", "a few days ago -"),
    ("The war has raged since 24 February 2022.", "since 24 February 2022 2022-02-24"),
    ("It has been shut since last summer.", "since last summer 2024-06/2024-08"),
    ("Fighting broke out on the night of 5-6 August.", "5-6 August 2025-08-05/2025-08-06"),
    ("March–April 2022 saw the first talks.", "March–April 2022 2022-03/2022-04"),
    ("Exports fell from March to June.", "from March to June 2025-03/2025-06"),
    ("The ban expires in December 2027.", "December 2027 2027-12"),
    ("The letter of 2 August was never answered.", "2 August 2025-08-02"),
    ("Hours later, on Wednesday night, drones struck Odesa.", "Wednesday night 2025-08-13"),
    ("Tonight he will speak to the nation.", "Tonight 2025-08-14"),
    ("He spoke last night.", "last night 2025-08-13"),
    ("This year the harvest failed.", "This year 2025"),
    ("The parties are to meet again in two days' time.", "two days' time 2025-08-16"),
]

TRAPS = [
    "Theresa May met the protesters.",
    "Mrs May told parliament so.",
    "May reason go there with our delegation.",
    "Protesters march on the ministry.",
    "The march on the ministry began.",
    "March on, he told them.",
    "They staged a march to the border.",
    "Security Council resolution 242 and Resolution 1559 (2004) bind them.",
    "Document S/2024/123 and A/RES/2005/1 were tabled.",
    "The fine is $2,000, or 2024 euros.",
    "About 2000 soldiers and 1945 prisoners were held.",
    "In 2000 villages there is no water.",
    "He is 47 and she is 2.5 metres tall.",
    "Call 020-2024-1999 or 555-1212.",
    "Support rose to 20.25 per cent.",
    "The 1,600-kilometre border is closed.",
    "A 30-day truce, a two-year deal and a four-day week were offered.",
    "They talked for three days, for the third day, in over four years.",
    "Chapter 12 and Annex 3 stand.",
    "In the 21st century this is out of place.",
    "The meetings are held every Friday.",
    "It appeared in the Sunday Times.",
    "The Good Friday Agreement holds.",
    "On Bloody Sunday fourteen men died.",
    "Over the past week and a half they have blocked the road.",
    "Within hours the deal was off.",
    "He plans to cut emissions by two thirds in ten years.",
    "The second phase, the first half and the fourth round are done.",
    "It takes a decade to build a dam.",
    "The bi-weekly talks go on.",
    "Boeing 747s and 150 F-16 jets were sold.",
    "In 2022 troops were killed.",
    "Compulsory Sunday shifts and a Sunday paper annoy them.",
]


@pytest.mark.parametrize(("sentence", "expected"), FORTY)
def test_case_51_expression_of_the_forty(sentence: str, expected: str) -> None:
    assert shown(claims(sentence, THURSDAY)) == expected


@pytest.mark.parametrize(("sentence", "expected"), UNSEEN)
def test_expression_written_before_it_was_tried(sentence: str, expected: str) -> None:
    assert shown(claims(sentence, THURSDAY)) == expected


@pytest.mark.parametrize("sentence", TRAPS)
def test_words_that_look_like_dates_are_none(sentence: str) -> None:
    assert not [claim for claim in claims(sentence, THURSDAY) if claim.first]
