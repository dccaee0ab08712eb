"""Tolls of the sample dispatches against what was worked out by hand from the coded figures."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_golden_records import RECORDS, place_of, sample_text

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.provenance import Quote, Span, Stamp, anchor_id
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import Group, GroupKind
from tollbook.model.when import DatePrecision, When
from tollbook.reconcile import grade, policies, reconcile

HERE = Path(__file__).parent
TRUTH = yaml.safe_load((HERE / "tolls.yaml").read_text("utf-8"))
BY_ID = {record["id"]: record for record in RECORDS}
SAMPLES = HERE.parents[1] / "samples"
OUTLETS = {
    "orontes-harm-ledger": "Orontes Harm Ledger",
    "tal-al-zaytoun-tv": "Tal al-Zaytoun TV",
    "svodka-state-agency": "Svodka State Agency",
    "radio-rummana": "Radio Rummana",
    "rummana": "Radio Rummana",
    "damascus-official-dispatch": "Damascus Official Dispatch",
    "ankerby-post-live": "The Ankerby Post",
    "halvard-wire": "Halvard Wire",
}


def actor(name: str) -> Actor:
    known = TRUTH["actors"].get(name, {})
    return Actor(
        name=name,
        label=name,
        kind=ActorKind(known.get("kind", "unknown")),
        registry=known.get("registry"),
        country=known.get("country"),
    )


def figures(report: str) -> Iterator[Figure]:
    """Make figures of a record's coded ones, with the characters that the sample has there."""
    text = sample_text(report)
    coded = BY_ID[report]["figures"]
    stamp = Stamp(capture=report, text=text, knowledge="by hand")
    spans = []
    for one in coded:
        at = place_of(one, text)
        spans.append(Span(at, at + len(one["quote"])))
    for number, one in enumerate(coded):
        span = spans[number]
        rule = "numbers.plural" if (one["low"], one["high"]) == (2, None) else "numbers.words"

        def sourced(value: Any, span: Span = span, rule: str = rule) -> Any:
            return stamp.source(value, span, rule=rule)

        people = () if one["claimant"] == "narrator" else (sourced(actor(one["claimant"])),)
        yield Figure(
            id=f"{anchor_id(report, 'figure', span)}-{number}",
            report=report,
            span=span,
            quote=Quote.of(text, span),
            outcome=sourced(Outcome(one["outcome"])),
            count=sourced(Count(low=one["low"], high=one["high"])),
            status=sourced(Status(one["status"])),
            scope=sourced(Scope(one["scope"])),
            stance=sourced(Stance(one["stance"])),
            claimants=people,
            side=sourced(actor(one["side"])) if one["side"] else None,
            traits=tuple(sourced(Trait(trait)) for trait in one["traits"]),
            name=sourced(one["name"]) if one["name"] else None,
            part_of=None
            if one["part_of"] is None
            else f"{anchor_id(report, 'figure', spans[one['part_of']])}-{one['part_of']}",
        )


def outlet(report: str) -> str:
    stem = report.split("/")[-1].partition("#")[2] or report.split("/")[-1].partition(".")[0]
    return next((name for part, name in OUTLETS.items() if part in stem), stem)


def published(report: str) -> str:
    """Give the day of a sample: of its name, of its feed's line, or of the first figure's day."""
    stem = report.split("/")[-1].replace("#", "-")
    for part in (stem[:10], stem[-10:]):
        if part[:2] == "20":
            return part
    days = [figure["date_end"] for figure in BY_ID[report]["figures"] if figure["date_end"]]
    return str(max(days))


def accounts(incident: dict[str, Any]) -> list[Account]:
    out = []
    for report, numbers in incident["figures"].items():
        every = list(figures(report))
        chosen = tuple(every[number] for number in numbers)
        stamp = Stamp(capture=report, text=sample_text(report), knowledge="by hand")
        claim = Claim(
            id=anchor_id(report, "claim", chosen[0].span),
            report=report,
            kind=ClaimKind.EVENT,
            span=chosen[0].span,
            quote=chosen[0].quote,
            stance=stamp.source(Stance.ASSERTED, chosen[0].span, rule="by hand"),
            figures=tuple(figure.id for figure in chosen),
        )
        out.append(
            Account(
                claim=claim,
                figures=chosen,
                report=report,
                origin=report,
                outlet=outlet(report),
                published=published(report),
            )
        )
    return out


def when(incident: dict[str, Any]) -> When:
    first, last = (date.fromisoformat(str(day)) for day in incident["days"])
    return When(start=first, end=last, precision=DatePrecision.DAY, reading="by hand")


CASES = [
    (incident, toll, policy)
    for incident in TRUTH["incidents"]
    for toll in incident["tolls"]
    for policy in policies()
    if policy in toll
]


def group(name: str | None) -> Group:
    if name is None:
        return Group()
    kind = GroupKind.STATUS if name in set(Status) else GroupKind.TRAIT
    return Group(kind=kind, value=name)


@pytest.mark.parametrize(
    ("incident", "toll", "policy"),
    CASES,
    ids=[f"{i['id']}-{t['outcome']}-{t.get('group', 'all')}-{p}" for i, t, p in CASES],
)
def test_the_toll_is_what_was_worked_out_by_hand(
    incident: dict[str, Any], toll: dict[str, Any], policy: str
) -> None:
    made = reconcile(incident["id"], accounts(incident), policies()[policy], when=when(incident))
    found = made.toll(Outcome(toll["outcome"]), group(toll.get("group")))
    assert found is not None
    assert str(found.range) == toll[policy]
    if "independent" in toll:
        assert found.independent == toll["independent"]


@pytest.mark.parametrize(
    "incident", [i for i in TRUTH["incidents"] if "grade" in i], ids=lambda i: str(i["id"])
)
def test_the_grade_is_what_was_worked_out_by_hand(incident: dict[str, Any]) -> None:
    given = accounts(incident)
    made = reconcile(incident["id"], given, policies()["range"], when=when(incident))
    assert grade(incident["id"], given, made.stated).level == incident["grade"]


def test_the_truth_names_figures_that_are_coded() -> None:
    for incident in TRUTH["incidents"]:
        for report, numbers in incident["figures"].items():
            assert max(numbers) < len(BY_ID[report]["figures"])
    assert json.dumps(TRUTH, default=str)
