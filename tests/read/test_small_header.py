"""Headers of texts in small letters: read where they are headers, and never made of a sentence."""

from datetime import date

import pytest

from tollbook.read.small_header import header_of

GOES_ON = " two people were hurt when a shell hit a market in the city, the police said in the evening."


@pytest.mark.parametrize(
    ("head", "place", "day"),
    [
        ("beirut, 29 nov 2024 (afp) -", "beirut", date(2024, 11, 29)),
        ("beirut, nov 29, 2024 -", "beirut", date(2024, 11, 29)),
        ("monday 21 november 2016", None, date(2016, 11, 21)),
        ("published april 13 2017", None, date(2017, 4, 13)),
        ("date of publication 16 october 2017", None, date(2017, 10, 16)),
        ("car bomb kills four in orsk reuters friday 20 jun 2014", None, date(2014, 6, 20)),
    ],
)
def test_a_header_in_small_letters_is_read(head: str, place: str | None, day: date) -> None:
    found = header_of(head + GOES_ON)
    assert found.reading is not None
    assert (found.reading.day, found.place) == (day, place)


@pytest.mark.parametrize(
    "text",
    [
        "three people were killed in aleppo on 3 may 2016 (two of them children), the army said today.",
        "in aleppo on 3 may 2016, three people were killed by shelling.\n\nin homs on 4 may 2016, two fell.",
        "on 3 may 2016, three people were killed in an attack on a market in aleppo, the army said.",
        "yesterday, 3 may 2016, three people were killed in an attack on a market in aleppo.",
        "since 3 may 2016, three people have been killed in attacks on markets in aleppo.",
        "after the raid of 3 may 2016, three people were killed in an attack on a market in aleppo.",
        "two people died in homs on 3 may 2016 - the army said that the mine was old, and nobody was hurt.",
        "two killed (reuters) - the army said that the mine was old, and that nobody else was hurt.",
        "video published on 3 may 2016 shows how three people were killed in an attack on a market.",
        "three people were killed near homs, updated 4 may 2016 by us after a call to the army.",
        "since protests over pensions broke out on 9 may, three people were killed near homs.",
    ],
)
def test_a_sentence_in_small_letters_is_no_header(text: str) -> None:
    found = header_of(text, given=date(2016, 5, 10))
    assert (found.reading, found.dateline) == (None, None)


def test_a_text_in_ordinary_case_is_read_as_ever() -> None:
    found = header_of("BEIRUT, 29 Nov 2024 (AFP) - Two people were hurt when a shell hit a market.")
    assert (found.place, found.reading and found.reading.day) == ("BEIRUT", date(2024, 11, 29))
