"""Loaded words swapped for neutral ones move no figure: the words of the parties never reach a number.

Each text is read twice, as written and with its loaded words swapped. Figures are aligned by the
characters that they stand on, carried over through the words that both texts share, and then every
figure must keep its numbers, outcome and status. One thing may differ: the status, where the swapped
word itself is the sign that it was read from ("19 martyrs" says dead and no more). Such cases are few,
and never turn a civilian into a combatant or a combatant into a civilian.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tollbook import Reader, reports
from tollbook.issues import Issue
from tollbook.model.figure import Figure, Status
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading
from tollbook.qualify.loaded import swap

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*/*") if path.suffix in {".txt", ".md", ".jsonl"})
DATA = Path(os.environ.get("TOLLBOOK_DATA", ROOT.parent / "shared"))
EXCUSED_SHARE = 0.03
"""The largest share of all figures whose status may hang on a loaded word alone."""

PLAIN = (
    "MARRUN, 4 March 2031 - Three soldiers were killed and five villagers wounded when a shell hit a bus, "
    "the Marrun Watch said on Tuesday.\n\nTwo nurses are missing. A guard was arrested."
)


class Comparison(NamedTuple):
    """What a comparison of two readings shows: differences, excused ones, figures compared."""

    differences: list[str]
    excused: list[str]
    compared: int


class Alignment:
    """Carries characters of one text over to another through the words that both share."""

    def __init__(self, before: str, after: str) -> None:
        old, new = list(re.finditer(r"\S+", before)), list(re.finditer(r"\S+", after))
        matcher = SequenceMatcher(None, [w[0] for w in old], [w[0] for w in new], autojunk=False)
        self.blocks: list[tuple[Span, Span | None, bool]] = []
        self.changed_before: list[Span] = []
        self.changed_after: list[Span] = []
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                for one, other in zip(old[a:b], new[c:d], strict=True):
                    self.blocks.append((Span(*one.span()), Span(*other.span()), True))
                continue
            there = Span(new[c].start(), new[d - 1].end()) if d > c else None
            if there:
                self.changed_after.append(there)
            if b > a:
                here = Span(old[a].start(), old[b - 1].end())
                self.changed_before.append(here)
                self.blocks.append((here, there, False))

    def carry(self, span: Span) -> Span | None:
        """Give the characters of the second text that answer to `span` of the first."""
        met = [there for here, there, _ in self.blocks if there and here.overlaps(span)]
        return Span(min(s.start for s in met), max(s.end for s in met)) if met else None


def compare(before: Reading, after: Reading) -> Comparison:
    """Compare the figures of two readings of one text, before and after words were swapped."""
    alignment = Alignment(before.report.text, after.report.text)
    pairs, lost, new = paired(before.figures, after.figures, alignment)
    differences = [f"lost: {say(f)}" for f in lost] + [f"new: {say(f)}" for f in new]
    excused: list[str] = []
    for one, other in pairs:
        if one.count.value != other.count.value:
            differences.append(f"numbers: {say(one)} became {say(other)}")
        if one.status.value is not other.status.value:
            told = f"status: {say(one)} became {say(other)}"
            (excused if hangs_on_a_swapped_word(one, other, alignment) else differences).append(told)
    return Comparison(differences, excused, len(before.figures))


def paired(
    before: tuple[Figure, ...], after: tuple[Figure, ...], alignment: Alignment
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Pair figures of equal outcome whose characters answer each other, best first, each once."""
    meeting = []
    for n, one in enumerate(before):
        place = alignment.carry(one.span)
        for m, other in enumerate(after):
            if place and place.overlaps(other.span) and one.outcome.value is other.outcome.value:
                common = min(place.end, other.span.end) - max(place.start, other.span.start)
                whole = max(place.end, other.span.end) - min(place.start, other.span.start)
                meeting.append((one.count.value != other.count.value, -common / whole, n, m))
    taken: dict[int, int] = {}
    for _, _, n, m in sorted(meeting):
        if n not in taken and m not in taken.values():
            taken[n] = m
    pairs = [(before[n], after[m]) for n, m in taken.items()]
    lost = [one for n, one in enumerate(before) if n not in taken]
    return pairs, lost, [other for m, other in enumerate(after) if m not in taken.values()]


def hangs_on_a_swapped_word(one: Figure, other: Figure, alignment: Alignment) -> bool:
    """Tell whether a status was read from a swapped word, and is unknown without it."""
    if Status.UNKNOWN not in {one.status.value, other.status.value}:
        return False
    signs = ((one, alignment.changed_before), (other, alignment.changed_after))
    for figure, changed in signs:
        sign = figure.status.provenance.span
        if figure.status.value is not Status.UNKNOWN and sign and any(sign.overlaps(c) for c in changed):
            return True
    return False


def say(figure: Figure) -> str:
    count, status = figure.count.value, figure.status.value.value
    return f"{figure.quote.exact!r} ({figure.outcome.value.value} {count.low}..{count.high}, {status})"


@cache
def reader() -> Reader:
    return Reader()


def read_twice(
    text: str, change: Callable[[str], str], folder: Path, beside: dict[str, str]
) -> tuple[Reading, Reading]:
    """Read a text as written and changed, both from a feed of one item, with `beside` as its fields."""
    readings = []
    for name, changed in (("before", lambda words: words), ("after", change)):
        fields = {key: changed(value) if key == "title" else value for key, value in beside.items()}
        path = folder / f"{name}.jsonl"
        path.write_text(json.dumps({"id": "one", **fields, "text": changed(text)}), encoding="utf-8")
        found = [item for item in reports([str(path)]) if not isinstance(item, Issue)]
        assert len(found) == 1
        readings.append(reader().read(found[0]))
    return readings[0], readings[1]


def sample_texts() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give the samples' texts with a name and the fields that came beside them."""
    for path in SAMPLES:
        content = path.read_text(encoding="utf-8")
        day = {"published": path.name[:10]} if path.name[:4] == "2024" else {"published": "2023-04-09"}
        if path.suffix == ".jsonl":
            for row in map(json.loads, content.splitlines()):
                yield f"{path.name}#{row['id']}", row["text"], {k: row[k] for k in ("published", "title")}
        else:
            yield path.name, content, day


TEXTS = list(sample_texts())


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """Every sample read as written and with its loaded words swapped, compared."""
    folder = tmp_path_factory.mktemp("swap")
    return {name: compare(*read_twice(text, swap, folder, beside)) for name, text, beside in TEXTS}


@pytest.mark.parametrize("name", [name for name, _, _ in TEXTS])
def test_swapping_loaded_words_moves_no_figure_of_a_sample(
    name: str, compared: dict[str, Comparison]
) -> None:
    differences = compared[name].differences
    assert not differences, "\n".join(differences)


def test_enough_samples_hold_loaded_words_and_figures_to_mean_something(
    compared: dict[str, Comparison],
) -> None:
    assert sum(swap(text) != text for _, text, _ in TEXTS) >= 15
    figures = sum(found.compared for found in compared.values())
    excused = [told for found in compared.values() for told in found.excused]
    assert figures >= 150
    assert len(excused) <= EXCUSED_SHARE * figures, "\n".join(excused)


@pytest.mark.data
def test_swapping_loaded_words_moves_no_figure_of_the_measuring_set(tmp_path: Path) -> None:
    path = DATA / "gold" / "dev_reports.jsonl"
    if not path.exists():
        pytest.skip(f"no measuring set at {path}; set TOLLBOOK_DATA to the folder that holds it")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    differences: list[str] = []
    excused: list[str] = []
    compared = swapped = 0
    for row in rows:
        beside = {key: row[key] for key in ("published", "title") if row.get(key)}
        found = compare(*read_twice(row["text"], swap, tmp_path, beside))
        differences += [f"{row['id']}: {told}" for told in found.differences]
        excused += found.excused
        compared += found.compared
        swapped += swap(row["text"]) != row["text"]
    assert swapped >= len(rows) / 3
    assert compared >= 5 * len(rows)
    assert not differences, "\n".join(differences)
    assert len(excused) <= EXCUSED_SHARE * compared, "\n".join(excused)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Three soldiers", "Four soldiers", "numbers"),
        ("Three soldiers", "Three villagers", "status"),
        ("five villagers wounded", "five villagers abducted", "lost"),
        ("Two nurses are missing.", "The weather was fair.", "lost"),
        ("A guard was arrested.", "A guard was arrested and six cooks died.", "new"),
    ],
)
def test_a_figure_that_does_move_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in PLAIN
    found = compare(*read_twice(PLAIN, lambda text: text.replace(old, new), tmp_path, {}))
    assert any(line.startswith(told) for line in found.differences), found


def test_an_untouched_text_shows_no_difference(tmp_path: Path) -> None:
    found = compare(*read_twice(PLAIN, lambda text: text, tmp_path, {}))
    assert found.differences == []
    assert found.compared >= 4


@pytest.mark.parametrize(
    ("before", "after", "words", "carried"),
    [
        ("ten terrorists died", "ten fighters died", "ten terrorists", "ten fighters"),
        ("the martyrs of Marrun, six men", "those killed of Marrun, six men", "six men", "six men"),
        ("takfiri gangs killed two", "armed groups of unknown name killed two", "two", "two"),
    ],
)
def test_characters_are_carried_over_by_the_words_that_both_texts_share(
    before: str, after: str, words: str, carried: str
) -> None:
    at = before.index(words)
    place = Alignment(before, after).carry(Span(at, at + len(words)))
    assert place is not None
    assert place.of(after) == carried
