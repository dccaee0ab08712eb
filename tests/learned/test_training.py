"""What training adds up: gold, two passes, a teacher. Needs torch, which only training installs."""

import random
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import flow_texts

torch = pytest.importorskip("torch", reason="torch is not installed; it is needed for training alone")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

TEXT = "Shells killed 12 people and wounded 30 in Marrun on Monday, a doctor said. Two of the dead were boys."
FIGURES: list[dict[str, Any]] = [
    {"quote": "12 people", "outcome": "killed", "low": 12, "high": 12, "status": "unknown", "traits": []},
    {"quote": "30", "outcome": "injured", "low": 30, "high": 30, "status": "unknown", "traits": []},
    {"quote": "Two of the dead", "outcome": "killed", "low": 2, "high": 2, "status": "civilian"}
    | {"traits": ["child"], "part_of": 0},
]
SAID = {
    "side": None,
    "name": None,
    "claimant": "a doctor",
    "cites": None,
    "stance": "asserted",
    "perpetrator": None,
    "place": "Marrun",
    "date_start": "2031-03-03",
    "date_end": "2031-03-03",
    "scope": "incident",
}


def one_window() -> Any:
    from collections import Counter

    from tollbook_training.examples import example
    from tollbook_training.windows import cut

    import tollbook
    from tollbook.learned.pieces import Pieces

    report = flow_texts.report(TEXT, day=date(2031, 3, 4))
    page, moves = tollbook.Reader(rules_only=True).seen(report)
    figures = [{"part_of": None} | SAID | figure for figure in FIGURES]
    [window] = cut([example("one", page, report.text, figures, Pieces(), Counter(), moves)])
    return window


def read_once(window: Any, network: Any) -> Any:
    from tollbook_training.runs import runs
    from tollbook_training.scores import score
    from tollbook_training.windows import nothing_hidden

    chosen = runs(window, random.Random(1))
    [said] = score(network, [window], [chosen], nothing_hidden([window]))
    return chosen, said


def small_network() -> Any:
    from tollbook_training.network import Network

    torch.manual_seed(2)
    return Network(layers=1).eval()


def test_a_report_becomes_a_window_with_its_figures_and_runs_that_are_none() -> None:
    from tollbook_training.runs import runs, targets

    window = one_window()
    chosen = runs(window, random.Random(1))
    assert [t.outcome for t in targets(window, chosen)] == ["killed", "injured", "killed"]
    assert targets(window, chosen)[2].part_of == 0
    assert chosen.spare
    assert not set(chosen.spare) & set(chosen.figures)
    assert len(chosen.tells) == len(chosen.every)


def test_a_pass_differs_from_itself_by_nothing_and_from_another_by_something() -> None:
    from tollbook_training.losses import apart

    window = one_window()
    _, one = read_once(window, small_network())
    torch.manual_seed(3)
    from tollbook_training.network import Network

    _, other = read_once(window, Network(layers=1).eval())
    assert apart(one, one).item() == pytest.approx(0)
    assert apart(one, other).item() > 0.1


def test_a_reader_that_says_what_its_teacher_says_is_nearer_to_it_than_another() -> None:
    from tollbook_training.losses import from_teacher, probabilities

    window = one_window()
    _, taught = read_once(window, small_network())
    torch.manual_seed(3)
    from tollbook_training.network import Network

    _, other = read_once(window, Network(layers=1).eval())
    said = probabilities(taught)
    assert from_teacher(taught, said).item() < from_teacher(other, said).item()


def test_training_comes_nearer_to_gold_and_to_a_teacher_and_counts_no_gold_where_there_is_none() -> None:
    from tollbook_training.losses import from_teacher, probabilities
    from tollbook_training.settings import Settings
    from tollbook_training.train import Taught, fit, loss

    window = one_window()
    chosen, said = read_once(window, small_network())
    shown = {id(window): (chosen, {name: x.detach() for name, x in probabilities(said).items()})}
    torch.manual_seed(4)
    from tollbook_training.network import Network

    network = Network(layers=1).eval()
    settings = Settings(
        epochs=20, batch=1, rate=1e-3, head_rate=1e-3, blank_words=0, blank_names=0, agree=0.5
    )
    _, before = read_once(window, network)
    taught = shown[id(window)][1]
    least = from_teacher(said, taught).item()
    far = from_teacher(before, taught).item() - least
    alone = Taught(shown, frozenset({"one"}))
    first: list[float] = []
    fit(network, [window], settings, taught=alone, tell=lambda _: None, losses=first)
    _, after = read_once(window, network)
    assert from_teacher(after, taught).item() - least < far / 2
    assert first[-1] < first[0]
    with_gold = loss(network, [window], settings, random.Random(1), Taught(shown)).item()
    assert with_gold > loss(network, [window], settings, random.Random(1), alone).item()


def test_the_teacher_numbers_near_places_by_themselves_and_far_ones_together() -> None:
    from tollbook_training.teacher import BUCKETS, buckets

    table = buckets(300)
    assert table[5, 5] == 0
    assert table[5, 7] != table[7, 5]
    assert table[0, 200] == table[0, 299]
    assert int(table.max()) < BUCKETS


def test_texts_without_figures_need_a_teacher(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed; it is needed for training alone")
    from tollbook_training.run import run

    from tollbook.errors import InputError

    with pytest.raises(InputError, match="no teacher"):
        run([], tmp_path, texts=[tmp_path / "texts.jsonl"])


def test_what_two_teachers_say_is_averaged_head_by_head() -> None:
    from tollbook_training.distil import mean
    from tollbook_training.losses import probabilities

    window = one_window()
    _, one = read_once(window, small_network())
    torch.manual_seed(5)
    from tollbook_training.network import Network

    _, other = read_once(window, Network(layers=1).eval())
    a, b = probabilities(one), probabilities(other)
    both = mean(a, b, 0.5)
    assert both.keys() == a.keys()
    assert torch.allclose(both["tag"], mean(b, a, 0.5)["tag"], atol=1e-3)
    assert torch.allclose(both["tag"].float().sum(-1), torch.ones(len(both["tag"])), atol=1e-2)
    assert torch.equal(mean(a, b, 0.0)["tag"], a["tag"])


def test_a_number_of_teachers_needs_the_folder_of_one(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from tollbook.cli import main

    file = tmp_path / "x.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    words = [
        "train-reader",
        "--data",
        str(file),
        str(file),
        "--output",
        str(tmp_path / "o"),
        "--teachers",
        "2",
    ]
    result = CliRunner().invoke(main, words)
    assert result.exit_code != 0
    assert "no teacher" in result.output
