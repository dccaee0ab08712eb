"""Parts of the number of a period are of that period too, where they have no other days than it."""

import msgspec
import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.parts import of_period
from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis, Stamp

SAID = "The monitor said 127 people died in May, among them 30 children. Four guards died at Homs on Monday."


@pytest.fixture(scope="module")
def told() -> tuple[Stamp, Figure, Figure, Figure]:
    page = Reader().seen(report(SAID))[0]
    stamp = page.text.stamp()
    whole, part, other = (ruled.figure for ruled in page.ruled)
    assert [f.quote.exact for f in (whole, part, other)] == ["127 people", "30 children", "Four guards"]
    of = {scope: stamp.source(scope, whole.span, rule="x", basis=Basis.INFERRED) for scope in Scope}
    whole = msgspec.structs.replace(whole, scope=of[Scope.PERIOD])
    part = msgspec.structs.replace(part, scope=of[Scope.INCIDENT], when=whole.when, part_of=whole.id)
    other = msgspec.structs.replace(other, scope=of[Scope.INCIDENT], part_of=None)
    return stamp, whole, part, other


def test_a_part_of_a_periods_number_is_of_the_period(told: tuple[Stamp, Figure, Figure, Figure]) -> None:
    stamp, whole, part, other = told
    made = of_period([whole, part, other], stamp, SAID)
    assert [figure.scope.value for figure in made] == [Scope.PERIOD, Scope.PERIOD, Scope.INCIDENT]
    assert made[1].scope.provenance.rule == "scope.of_whole"
    assert made[1].scope.provenance.span == whole.span


def test_a_part_with_a_day_of_its_own_keeps_its_scope(told: tuple[Stamp, Figure, Figure, Figure]) -> None:
    stamp, whole, _, other = told
    assert whole.when
    assert other.when
    part = msgspec.structs.replace(other, part_of=whole.id)
    assert of_period([whole, part], stamp, SAID)[1].scope.value is Scope.INCIDENT


@pytest.mark.parametrize(
    ("behind", "scope"),
    [
        (" and two colonels", Scope.PERIOD),
        (" have been killed by air strikes", Scope.PERIOD),
        (" killed when a shell hit their home", Scope.INCIDENT),
        (" in the strike on the hospital", Scope.INCIDENT),
        (" in a single air strike on a market", Scope.INCIDENT),
        (", who were shot outside the school", Scope.INCIDENT),
        (" yesterday", Scope.INCIDENT),
    ],
)
def test_a_part_with_an_event_of_its_own_keeps_its_scope(
    told: tuple[Stamp, Figure, Figure, Figure], behind: str, scope: Scope
) -> None:
    stamp, whole, part, _ = told
    text = SAID.replace("30 children", f"30 children{behind}")
    assert of_period([whole, part], stamp, text)[1].scope.value is scope
