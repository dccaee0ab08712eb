"""How figures are scored: what makes a pair, what counts, when a slot is right; on invented reports."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.evaluate.figure_scores import agrees, count, listed, names_agree, pairs, place_of, scores
from tollbook.evaluate.figures import measure, parts
from tollbook.evaluate.result import Options

DATA = Path(os.environ.get("TOLLBOOK_DATA", Path(__file__).parents[3] / "shared"))
TEXT = "Nine guards and two cooks were killed in Orsk, the Tano Watch said. Two cooks were hurt."


def coded(quote: str, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    """Give a coded figure, killed and told by the narrator where nothing else is said."""
    plain = {"outcome": "killed", "status": "unknown", "stance": "asserted", "scope": "incident"}
    return {"quote": quote, "low": low, "high": high, "claimant": "narrator", **plain, **more}


def read(quote: str, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    """Give a read figure that stands on `quote`."""
    start = TEXT.index(quote)
    return {**coded(quote, low, high, **more), "start": start, "end": start + len(quote)}


@pytest.mark.parametrize(
    ("figure", "found", "counted", "record"),
    [
        (read("Nine guards", 9, 9), 1, 1, 1),
        (read("guards", 9, 9), 1, 1, 1),
        (read("Nine guards", 9, None), 1, 0, 0),
        (read("Nine guards", 9, 9, outcome="injured"), 0, 0, 0),
        (read("two cooks", 9, 9), 0, 0, 0),
        (read("Nine guards", 9, 9, status="combatant"), 1, 1, 0),
        (read("Nine guards", 9, 9, claimant="the Tano Watch"), 1, 1, 0),
        (read("Nine guards", 9, 9, place="Orsk"), 1, 1, 1),
    ],
)
def test_a_read_figure_is_found_counted_and_recorded_step_by_step(
    figure: dict[str, Any], found: int, counted: int, record: int
) -> None:
    counts = count([coded("Nine guards", 9, 9)], [figure], TEXT)
    assert (counts["found"], counts["counted"], counts["record"]) == (found, counted, record)


def test_each_figure_is_matched_once_and_equal_numbers_go_first() -> None:
    gold = [coded("Nine guards and two cooks", 11, 11), coded("two cooks", 2, 2)]
    figures = [read("Nine guards and two cooks", 2, 2), read("Nine guards", 11, 11)]
    assert set(pairs(gold, figures, TEXT)) == {(1, 0), (0, 1)}


def test_a_quote_that_stands_twice_is_told_apart_by_nth() -> None:
    text = "Two men died. Two men fled."
    assert place_of({"quote": "Two men", "nth": 1}, text) == (14, 21)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Tano Watch", "Tano Watch", True),
        ("Tano Watch", "the Tano Watch for Human Rights", True),
        ("Orsk Province", "Orsk", True),
        ("Órsk", "orsk", True),
        ("Orsk", "Marrun", False),
        ("Orsk", None, False),
        (None, "", True),
        ("the", "Orsk", False),
    ],
)
def test_names_agree_where_one_is_in_the_other(one: str | None, other: str | None, same: bool) -> None:
    assert names_agree(one, other) is names_agree(other, one) is same


def test_days_are_right_only_when_both_ends_are() -> None:
    gold = {"date_start": "2031-03-01", "date_end": "2031-03-04"}
    assert agrees("dates", dict(gold), gold)
    assert not agrees("dates", {**gold, "date_end": "2031-03-05"}, gold)


def test_an_empty_slot_wins_nothing_in_the_filled_score() -> None:
    gold = [coded("Nine guards", 9, 9), coded("two cooks", 2, 2, place="Orsk")]
    empty = scores(count(gold, [read("Nine guards", 9, 9), read("two cooks", 2, 2)], TEXT))
    assert empty["slots.place"] == 0.5
    assert empty["filled.place.f1"] == 0.0
    filled = scores(count(gold, [read("Nine guards", 9, 9), read("two cooks", 2, 2, place="Orsk")], TEXT))
    assert filled["slots.place"] == filled["filled.place.f1"] == 1.0


def test_a_part_is_right_when_it_points_to_the_figure_matched_with_the_coded_whole() -> None:
    gold = [coded("Nine guards", 9, 9), coded("two cooks", 2, 2, part_of=0)]
    whole, other = read("Nine guards", 9, 9), read("were killed", 1, 1)
    right = scores(count(gold, [other, whole, read("two cooks", 2, 2, part_of=1)], TEXT))
    wrong = scores(count(gold, [other, whole, read("two cooks", 2, 2, part_of=0)], TEXT))
    assert right["filled.part_of.f1"] == 1.0
    assert wrong["filled.part_of.f1"] == 0.0


@pytest.mark.parametrize(
    ("show", "line"),
    [
        ("missed", "r1: killed 'two cooks'"),
        ("extra", "r1: killed 'were killed'"),
        ("wrong", "r1: 'Nine guards' low-high: coded 9-9, read 8-9"),
    ],
)
def test_what_went_wrong_is_listed_by_kind(show: str, line: str) -> None:
    gold = [coded("Nine guards", 9, 9), coded("two cooks", 2, 2)]
    figures = [read("Nine guards", 8, 9), read("were killed", 2, 2)]
    assert list(listed(show, "r1", gold, figures, TEXT)) == [line]


FIGURES = st.lists(
    st.builds(
        lambda quote, low, more, claimant: read(quote, low, low + more, claimant=claimant),
        st.sampled_from(["Nine guards", "two cooks", "guards and two", "Two cooks", "killed in Orsk"]),
        st.integers(0, 12),
        st.integers(0, 2),
        st.sampled_from(["narrator", "the Tano Watch"]),
    ),
    max_size=5,
)


@given(gold=FIGURES, figures=FIGURES)
def test_levels_only_ever_get_stricter(gold: list[dict[str, Any]], figures: list[dict[str, Any]]) -> None:
    counts = count(gold, figures, TEXT)
    assert counts["record"] <= counts["counted"] <= counts["found"] <= min(len(gold), len(figures))


@given(gold=FIGURES)
def test_the_coded_figures_score_in_full_against_themselves(gold: list[dict[str, Any]]) -> None:
    unique = list({figure["quote"].lower(): figure for figure in gold}.values())
    figures = [
        {**figure, **dict(zip(("start", "end"), place_of(figure, TEXT), strict=True))} for figure in unique
    ]
    assert count(unique, figures, TEXT)["record"] == len(unique)


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_set_is_measured_from_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "dev_reports.jsonl", [{"id": "r1", "text": TEXT}, {"id": "r2", "text": "All is calm."}])
    gold = [coded("Nine guards", 9, 9), coded("two cooks", 2, 2)]
    write(tmp_path, "dev_gold.jsonl", [{"id": "r1", "figures": gold}, {"id": "r2", "figures": []}])
    predicted = write(tmp_path, "mine.jsonl", [{"id": "r1", "figures": [read("Nine guards", 9, 9)]}])
    result = measure(tmp_path, Options(predicted=predicted, draws=50))
    assert result.counts == {"reports": 2, "gold": 2, "predicted": 1, "unread": 1}
    assert (result.scores["counted.p"], result.scores["counted.r"]) == (1.0, 0.5)
    low, high = result.intervals["counted.f1"]
    assert low <= result.scores["counted.f1"] <= high
    assert [path.name for path in result.files] == ["dev_reports.jsonl", "dev_gold.jsonl", "mine.jsonl"]


def test_of_two_reports_with_one_id_the_last_is_measured(tmp_path: Path) -> None:
    rows = [{"id": "r1", "text": "All is calm in the valley of Orsk."}, {"id": "r1", "text": TEXT}]
    write(tmp_path, "dev_reports.jsonl", rows)
    gold = [coded("two cooks", 2, 2), coded("Two cooks", 2, 2, outcome="injured")]
    write(tmp_path, "dev_gold.jsonl", [{"id": "r1", "figures": gold}])
    result = measure(tmp_path, Options(draws=0))
    assert (result.counts["reports"], result.counts["unread"]) == (1, 0)
    assert result.scores["counted.r"] == 1.0


def score_script(predicted: Path, part: str) -> dict[str, Any]:
    gold = DATA / "gold"
    files = [gold / f"{part}_gold.jsonl", predicted, gold / f"{part}_reports.jsonl"]
    command = [sys.executable, str(gold / "score.py"), *map(str, files), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.data
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_are_those_of_the_sets_own_script(seed: int, tmp_path: Path) -> None:
    if not (DATA / "gold" / "score.py").exists():
        pytest.skip(f"no measuring set in {DATA}; set TOLLBOOK_DATA to the folder that holds it")
    reports, gold = parts(DATA / "gold", "dev")
    texts = {row["id"]: row["text"] for row in map(json.loads, reports.read_text("utf-8").splitlines())}
    chance = random.Random(seed)
    rows = []
    for row in map(json.loads, gold.read_text("utf-8").splitlines()):
        rows.append({"id": row["id"], "figures": spoilt(row["figures"], texts[row["id"]], chance)})
    predicted = write(tmp_path, "spoilt.jsonl", rows)
    theirs = score_script(predicted, "dev")
    ours = measure(DATA / "gold", Options(predicted=predicted, draws=0))
    assert Counter({k: ours.counts[k] for k in ("reports", "gold", "predicted")}) == Counter(
        {k: theirs[k] for k in ("reports", "gold", "predicted")}
    )
    flat = {f"{level}.{k}": v for level in ("found", "counted", "record") for k, v in theirs[level].items()}
    flat |= {f"slots.{slot}": share for slot, share in theirs["slots"].items()}
    flat |= {f"filled.{slot}.{k}": v for slot, rates in theirs["filled"].items() for k, v in rates.items()}
    assert ours.scores == flat


def spoilt(figures: list[dict[str, Any]], text: str, chance: random.Random) -> list[dict[str, Any]]:
    """Make read figures of coded ones and spoil some of them in every way that the scores tell apart."""
    out: list[dict[str, Any]] = []
    for figure in figures:
        start, end = place_of(figure, text)
        made = {**figure, "start": start + chance.choice([0, 0, 2]), "end": end + chance.choice([0, 0, 3])}
        for slot in (
            "side",
            "claimant",
            "perpetrator",
            "place",
            "date_start",
            "date_end",
            "part_of",
            "cites",
        ):
            if chance.random() < 0.2:
                made[slot] = chance.choice(figures).get(slot)
        for slot, value in (("status", "mixed"), ("stance", "doubted"), ("scope", "period"), ("high", None)):
            if chance.random() < 0.1:
                made[slot] = value
        if chance.random() < 0.9:
            out.append(made)
    return out
