"""The other sets, the record of a measurement and the command, on small invented data."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import tollbook
from tollbook.cli import main
from tollbook.errors import InputError, TollbookError
from tollbook.evaluate import SETS
from tollbook.evaluate.data import found, lines, readings, reports
from tollbook.evaluate.event_type import measure as measure_event_type
from tollbook.evaluate.figures import parts
from tollbook.evaluate.rates import measured, share
from tollbook.evaluate.record import as_json, as_table, recorded
from tollbook.evaluate.result import Options, Result
from tollbook.evaluate.strikes import measure as measure_strikes
from tollbook.evaluate.swap import carried, changes
from tollbook.evaluate.swap import measure as measure_swap
from tollbook.issues import Issue, IssueKind
from tollbook.model.provenance import Span

SNIPPETS = (
    "id\tEventSnippet\tSubType\n"
    "1\tA drone strike hit a mill in Orsk.\tAIR_STRIKE\n"
    '2\t"Police seized ""many"" rifles in Orsk."\tDISR_WEAP\n'
    "3\tResidents marched in Orsk for lower taxes.\tVIOL_DEMONSTR\n"
    "4\tThe mill was sold.\tOTHER\n"
)
SAID = "Terrorists killed five villagers in Orsk on Monday, the Tano Watch said. Nine martyrs fell."


def test_passages_are_scored_over_all_types_of_the_set(tmp_path: Path) -> None:
    (tmp_path / "snippets.tsv").write_text(SNIPPETS, encoding="utf-8")
    result = measure_event_type(tmp_path, Options(draws=20, show="wrong"))
    assert result.counts == {"passages": 4, "types": 4, "without an answer": 1}
    assert result.scores["accuracy"] == result.scores["weighted_f1"] == result.scores["macro_f1"] == 0.5
    assert result.scores["types.VIOL_DEMONSTR.f1"] == 0.0
    assert result.shown == (
        "coded VIOL_DEMONSTR, read PEACE_PROTEST: Residents marched in Orsk for lower taxes.",
    )


def test_a_type_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snippets.tsv").write_text(SNIPPETS + "5\tRain.\tRAIN\n", encoding="utf-8")
    with pytest.raises(InputError, match="'RAIN'"):
        measure_event_type(tmp_path, Options())


def test_strikes_are_scored_by_exact_interval_and_by_what_the_text_can_tell(tmp_path: Path) -> None:
    rows = [
        {"narrative": "A drone killed six people in Orsk.", "deaths_min": "6", "deaths_max": "6"},
        {"narrative": "A drone killed six people in Marrun.", "deaths_min": "6", "deaths_max": "8"},
        {"narrative": "A drone killed nine people in Tano.", "deaths_min": "?", "deaths_max": "?"},
    ]
    lines = [json.dumps({"date": "2031-03-04T00:00", "bij_summary_short": "", **row}) for row in rows]
    (tmp_path / "strikes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = measure_strikes(tmp_path, Options(draws=20, show="wrong"))
    assert result.counts["rows"] == 2
    scores = {name: result.scores[f"narrative.{name}"] for name in ("exact", "low", "high", "ends_stated")}
    assert scores == {"exact": 0.5, "low": 1.0, "high": 0.5, "ends_stated": 0.5}
    assert result.scores["narrative.of_stated"] == 1.0
    assert result.shown == (
        "narrative: coded 6-8, read 6-6 (not both stated): A drone killed six people in Marrun.",
    )


def test_a_swap_that_moves_no_figure_scores_none(tmp_path: Path) -> None:
    row = {"id": "r1", "text": SAID, "published": "2031-03-04"}
    (tmp_path / "dev_reports.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "dev_gold.jsonl").write_text('{"id": "r1", "figures": []}', encoding="utf-8")
    result = measure_swap(tmp_path, Options(draws=20))
    assert result.counts["figures"] >= 1
    assert result.counts["words swapped (neutral)"] == result.counts["words swapped (other_side)"] == 2
    assert result.scores["neutral.otherwise"] == 0.0
    assert result.scores["neutral.numbers"] == result.scores["other_side.numbers"] == 0.0


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("five villagers", "six villagers", ["numbers"]),
        ("five villagers", "five soldiers", ["status"]),
        ("killed five", "wounded five", ["outcome"]),
        ("the Tano Watch said", "it is known", ["claimant"]),
        ("killed five villagers", "saw a mill", ["lost"]),
    ],
)
def test_what_changed_of_a_figure_is_named(old: str, new: str, fields: list[str]) -> None:
    said = SAID.partition(". ")[0] + "."
    at = said.index(old)
    records = [{"id": "a", "text": said}, {"id": "b", "text": said.replace(old, new)}]
    before, after = readings(reports(records), Options())
    places = [(Span(at, at + len(old)), Span(at, at + len(new)))]
    assert [what for _, what, _ in changes(before.figures, after.figures, places)] == [fields]


WORDS = st.lists(
    st.sampled_from(["terrorists", "martyred", "three", "men", "regime"]), min_size=1, max_size=12
)


@given(words=WORDS, other=st.booleans())
def test_words_that_are_not_swapped_are_carried_letter_for_letter(words: list[str], other: bool) -> None:
    text = " ".join(words)
    new, places = tollbook.swap(text, other_side=other)
    at = 0
    for word in words:
        span = Span(at, at + len(word))
        if not any(old.overlaps(span) for old, _ in places):
            assert carried(span, places).of(new) == word
        at += len(word) + 1
    assert [carried(old, places) for old, _ in places] == [there for _, there in places]


@pytest.mark.parametrize("word", ["terrorists", "mujahideen", "martyred", "neutralised", "regime"])
def test_the_other_sides_word_is_another_word_for_the_same_thing(word: str) -> None:
    other, _ = tollbook.swap(f"They {word}", other_side=True)
    assert other != f"They {word}"
    assert tollbook.swap(other)[0] == tollbook.swap(f"They {word}")[0]


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_an_interval_lies_within_nought_and_one_and_the_same_seed_gives_the_same(right: list[bool]) -> None:
    items = [Counter(all=1, right=int(is_right)) for is_right in right]
    ask = Options(draws=30)
    one = measured(items, lambda counts: {"right": share(counts["right"], counts["all"])}, ask)
    assert one == measured(items, lambda counts: {"right": share(counts["right"], counts["all"])}, ask)
    low, high = one[1]["right"]
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("names", "part", "chosen"),
    [
        (
            ["dev_reports.jsonl", "dev_gold.jsonl", "train_reports.jsonl", "train_gold.jsonl"],
            "train",
            "train_",
        ),
        (["reports.jsonl", "gold.jsonl"], "dev", ""),
        (["mine_reports.jsonl", "mine_gold.jsonl"], "dev", "mine_"),
        (["dev_reports.jsonl"], "dev", None),
        (["mine_reports.jsonl", "mine_gold.jsonl"], "train", None),
    ],
)
def test_a_part_is_found_by_its_files(
    names: list[str], part: str, chosen: str | None, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).write_text("", encoding="utf-8")
    if chosen is None:
        with pytest.raises(InputError, match="--part"):
            parts(tmp_path, part)
    else:
        assert [path.name for path in parts(tmp_path, part)] == [
            f"{chosen}reports.jsonl",
            f"{chosen}gold.jsonl",
        ]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1}\n\n[2]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl, line 3"):
        lines(path)
    with pytest.raises(InputError, match="holds no strikes"):
        found(tmp_path, "strikes.jsonl")


def test_where_nothing_could_be_read_there_is_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_reader: Any, _report: Any) -> Any:
        raise TollbookError("the parser is not there")

    monkeypatch.setattr(tollbook.Reader, "read", fail)
    told: list[Issue] = []
    with pytest.raises(TollbookError, match=r"none of 3 reports could be read: .*the parser is not there"):
        list(
            readings(
                reports([{"id": str(n), "text": "All is calm."} for n in range(3)]), Options(note=told.append)
            )
        )
    assert [issue.kind for issue in told] == [IssueKind.UNREADABLE]


def test_a_record_says_all_that_is_needed_and_nothing_of_the_set(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text("a secret text", encoding="utf-8")
    result = Result(
        scores={"found.p": 0.5, "found.r": 1.0, "found.f1": 0.6667, "exact": 0.25},
        counts={"reports": 2},
        intervals={"found.f1": (0.5, 0.8)},
        files=(file,),
        shown=("a secret line",),
    )
    record = recorded("figures", result, command=["tollbook"], now=datetime(2031, 3, 4, tzinfo=UTC))
    said = json.loads(as_json(record))
    assert said["scores"] == {"found": {"p": 0.5, "r": 1.0, "f1": 0.6667}, "exact": 0.25}
    assert said["intervals"] == {"found": {"f1": [0.5, 0.8]}}
    assert set(said["versions"]) == {"extractor", "knowledge", "parser", "gazetteer", "reader"}
    assert len(said["files"]["set.jsonl"]) == 64
    table = as_table(record)
    assert "found  P 0.500  R 1.000  F1 0.667 (0.500 to 0.800)" in table
    assert "secret" not in table + as_json(record)


def test_the_command_writes_json_whole(tmp_path: Path) -> None:
    (tmp_path / "snippets.tsv").write_text(SNIPPETS, encoding="utf-8")
    out = tmp_path / "out.json"
    arguments = ["evaluate", "event-type", "--data", str(tmp_path), "--format", "json", "-o", str(out)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    said = json.loads(out.read_text("utf-8"))
    assert (said["set"], said["counts"]["passages"]) == ("event-type", 4)
    assert str(tmp_path) not in out.read_text("utf-8")


def test_the_command_lists_what_went_wrong_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "snippets.tsv").write_text(SNIPPETS, encoding="utf-8")
    done = CliRunner().invoke(main, ["evaluate", "event-type", "--data", str(tmp_path), "--show", "missed"])
    assert "coded OTHER, read none: The mill was sold." in done.stderr
    assert "The mill was sold." not in done.stdout
    assert "weighted_f1" in done.stdout


@pytest.mark.parametrize("name", ["figures", "strikes", "event-type", "swap"])
def test_an_empty_folder_is_a_misuse_that_says_what_to_do(name: str, tmp_path: Path) -> None:
    assert name in SETS
    done = CliRunner().invoke(main, ["evaluate", name, "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "What to do" in done.stderr
