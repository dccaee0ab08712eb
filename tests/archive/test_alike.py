"""Names in addresses that look like others are named; honest names of every script are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.archive.alike import alike


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://m\u0430rrun.example/a", "mixes CYRILLIC and LATIN: U+0430 CYRILLIC SMALL LETTER A"),
        ("https://www.kess\u03b1.example", "mixes GREEK and LATIN: U+03B1 GREEK SMALL LETTER ALPHA"),
        ("http://ke\u0455\u0455a.example:8080/", "U+0455 CYRILLIC SMALL LETTER DZE"),
        ("https://\u0440\u0430\u0443\u0440\u0430.example", "looks like Latin letters and is CYRILLIC"),
        ("https://xn--80aa0cbo65f.example", "looks like Latin letters and is CYRILLIC"),
        ("https://\u0905marrun.example", "mixes DEVANAGARI and LATIN"),
    ],
)
def test_letters_that_pass_for_others_are_named(address: str, told: str) -> None:
    assert told in (alike(address) or "")


@pytest.mark.parametrize(
    "address",
    [
        "https://marrun-courier.example/2031",
        "https://m\u00e4rrun.example",
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.example",
        "https://xn--e1afmkfd.example",
        "https://\u0645\u062b\u0627\u0644.example",
        "https://\u6771\u4eacnews.example",
        "https://\u30ab\u30ad\u306e\u6c17.example",
        "https://\ud55c\uad6d\u6f22.example",
        "https://127.0.0.1:80/\u0430",
        "no address",
        "https://[broken",
    ],
)
def test_an_honest_name_is_not_named(address: str) -> None:
    assert alike(address) is None


@given(st.text(max_size=40))
def test_no_address_makes_it_fail(host: str) -> None:
    alike(f"https://{host}.example/")
