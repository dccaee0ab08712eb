"""A hand-built reading of an invented dispatch, for the tests of everything that shows readings."""

from datetime import date
from typing import Any, TypeVar

from tollbook.issues import Issue, IssueKind
from tollbook.model.claim import Claim, ClaimKind, Finding, FindingKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.mention import Cue, LoadedUse, Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, Stamp, anchor_id
from tollbook.model.reading import Reading, Versions
from tollbook.model.reference import Actor, ActorKind, Candidate, Place, PlaceRelation
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When

T = TypeVar("T")
VERSIONS = Versions(extractor="tollbook 0.1.0", knowledge="0a1b2c3d4e5f", parser="none", gazetteer="none")

DISPATCH = """Shells hit Sareb as rebels push towards the coast road

SAREB, Orlan Province, 14 March 2031 (Meridian Wire) - More than 130 people, among them soldiers, \
fighters and civilians, have been killed in northern Orlan Province this week, officials said.

The Orlan Monitoring Group, citing medics, said at least 65 Dawn Front terrorists, 18 allied fighters \
and 49 government troops were killed in the fighting. Twelve children were among dozens of people \
injured when shells struck the market in Sareb on Wednesday, the group said.

The army rejected reports that 20 civilians were killed in Sareb and spoke of "no casualties". State \
radio said Colonel Idris Vann was martyred in an assault by foreign-backed terrorists near Tel Hadur.

Up to 30 villagers are reportedly missing in Qasr Amun. The relief office counted about 14,000 \
displaced people, half of them children.

The government accused Tarsia of arming the Dawn Front. Air strikes on Orlan Province have intensified \
since October, observers said. Hundreds of air strikes have been carried out since 2027.
"""


class Maker:
    """Makes sourced values of one text by quoting its words."""

    def __init__(self, text: str, report: str, capture: str = "ab" * 32) -> None:
        self.text = text
        self.report = report
        self.capture = capture
        self.stamp = Stamp(capture=capture, text=text, knowledge=VERSIONS.knowledge)

    def span(self, words: str, nth: int = 0) -> Span:
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def of(
        self,
        value: T,
        words: str,
        rule: str,
        *,
        basis: Basis = Basis.STATED,
        nth: int = 0,
        note: str | None = None,
    ) -> Sourced[T]:
        return self.stamp.source(value, self.span(words, nth), rule=rule, basis=basis, note=note)

    def mention(self, kind: MentionKind, words: str, nth: int = 0, **more: Any) -> Mention:
        span = self.span(words, nth)
        return Mention(kind=kind, span=span, words=words, rule=f"{kind.value}.example", **more)

    def figure(
        self,
        words: str,
        outcome: Outcome,
        low: int | None,
        high: int | None,
        *,
        status: Status = Status.UNKNOWN,
        stance: Stance = Stance.ASSERTED,
        scope: Scope = Scope.INCIDENT,
        approximate: bool = False,
        **more: Any,
    ) -> Figure:
        span = self.span(words)
        return Figure(
            id=anchor_id(self.report, "figure", span),
            report=self.report,
            span=span,
            quote=Quote.of(self.text, span),
            outcome=self.of(outcome, words, "harms.example"),
            count=self.of(Count(low=low, high=high, approximate=approximate), words, "numbers.example"),
            status=self.of(status, words, "status.noun"),
            scope=self.of(scope, words, "scope.default", basis=Basis.ASSUMED),
            stance=self.of(stance, words, "stance.cue"),
            **more,
        )

    def claim(self, kind: ClaimKind, words: str, *, stance: Stance = Stance.ASSERTED, **more: Any) -> Claim:
        span = self.span(words)
        return Claim(
            id=anchor_id(self.report, "claim", span),
            report=self.report,
            kind=kind,
            span=span,
            quote=Quote.of(self.text, span),
            stance=self.of(stance, words, "stance.cue"),
            **more,
        )


def dispatch(report_id: str = "meridian-1") -> Reading:
    """Give the reading of the invented dispatch: 12 figures, 7 claims, findings, issues."""
    m = Maker(DISPATCH, report_id)
    orlan = Candidate(
        gazetteer="example:1",
        name="Orlan Province",
        country="MV",
        latitude=36.1,
        longitude=37.2,
        feature="admin1",
        population=900_000,
        score=0.97,
        reasons=("the dateline names it",),
    )
    sareb = Candidate(
        gazetteer="example:2",
        name="Sareb",
        country="MV",
        admin1="Orlan Province",
        latitude=36.0,
        longitude=37.0,
        feature="populated_place",
        population=21_000,
        score=0.91,
        reasons=("in Orlan Province",),
    )
    other = Candidate(
        gazetteer="example:3",
        name="Sareb",
        country="TR",
        latitude=10.0,
        longitude=20.0,
        feature="populated_place",
        population=4_000,
        score=0.22,
    )
    monitor = m.of(
        Actor(name="The Orlan Monitoring Group", label="Orlan Monitoring Group", kind=ActorKind.MONITOR),
        "The Orlan Monitoring Group",
        "cue.said",
    )
    medics = m.of(Actor(name="medics", label="medics", kind=ActorKind.AID), "medics", "cue.citing")
    officials = m.of(
        Actor(name="officials", label="officials", kind=ActorKind.GOVERNMENT), "officials", "cue.said"
    )
    army = m.of(
        Actor(name="The army", label="Maravian army", kind=ActorKind.STATE_FORCES, registry="example-army"),
        "The army",
        "cue.rejected",
    )
    radio = m.of(
        Actor(name="State radio", label="State radio", kind=ActorKind.MEDIA),
        "State radio",
        "cue.said",
    )
    relief = m.of(
        Actor(name="The relief office", label="relief office", kind=ActorKind.AID),
        "The relief office",
        "cue.counted",
    )
    front = Actor(name="Dawn Front", label="Dawn Front", kind=ActorKind.REBEL_GROUP, registry="example-front")
    troops = Actor(name="government troops", label="Maravian army", kind=ActorKind.STATE_FORCES)
    backed = m.of(
        Actor(name="foreign-backed terrorists", label="armed group, unnamed", kind=ActorKind.UNKNOWN),
        "foreign-backed terrorists",
        "agent.by",
    )
    north = m.of(
        Place(name="Orlan Province", relation=PlaceRelation.PART, direction="north", candidates=(orlan,)),
        "northern Orlan Province",
        "places.direction",
    )
    town = m.of(Place(name="Sareb", candidates=(sareb, other)), "Sareb", "places.exact", nth=1)
    unresolved = m.of(Place(name="Qasr Amun"), "Qasr Amun", "places.shape")
    near = m.of(Place(name="Tel Hadur", relation=PlaceRelation.NEAR), "Tel Hadur", "places.near")
    week = m.of(
        When(
            start=date(2031, 3, 10), end=date(2031, 3, 14), precision=DatePrecision.WEEK, reading="this_week"
        ),
        "this week",
        "dates.this_week",
        basis=Basis.ASSUMED,
    )
    wednesday = m.of(
        When(start=date(2031, 3, 12), end=date(2031, 3, 12), precision=DatePrecision.DAY, reading="weekday"),
        "Wednesday",
        "dates.weekday",
        basis=Basis.ASSUMED,
    )
    fighting: dict[str, Any] = {"claimants": (monitor, medics), "place": north, "when": week}
    total = m.figure(
        "More than 130 people",
        Outcome.KILLED,
        131,
        None,
        status=Status.MIXED,
        claimants=(officials,),
        place=north,
        when=week,
    )
    fighters = m.figure(
        "at least 65 Dawn Front terrorists",
        Outcome.KILLED,
        65,
        None,
        status=Status.COMBATANT,
        side=m.of(front, "Dawn Front", "side.noun"),
        **fighting,
    )
    allied = m.figure(
        "18 allied fighters",
        Outcome.KILLED,
        18,
        18,
        status=Status.COMBATANT,
        side=m.of(
            Actor(
                name="allied fighters",
                label="allies of the Dawn Front",
                relation="allied with",
                related="Dawn Front",
            ),
            "allied fighters",
            "side.relation",
            basis=Basis.INFERRED,
        ),
        **fighting,
    )
    soldiers = m.figure(
        "49 government troops",
        Outcome.KILLED,
        49,
        49,
        status=Status.COMBATANT,
        side=m.of(troops, "government troops", "side.noun"),
        **fighting,
    )
    market: dict[str, Any] = {"claimants": (monitor,), "place": town, "when": wednesday}
    hurt = m.figure("dozens of people", Outcome.INJURED, 24, None, **market)
    children = m.figure(
        "Twelve children",
        Outcome.INJURED,
        12,
        12,
        status=Status.CIVILIAN,
        traits=(m.of(Trait.CHILD, "children", "traits.noun"),),
        part_of=hurt.id,
        **market,
    )
    denied = m.figure(
        "20 civilians",
        Outcome.KILLED,
        20,
        20,
        status=Status.CIVILIAN,
        stance=Stance.DENIED,
        claimants=(army,),
        place=town,
    )
    none = m.figure("no casualties", Outcome.KILLED_OR_INJURED, 0, 0, claimants=(army,), place=town)
    colonel = m.figure(
        "Colonel Idris Vann",
        Outcome.KILLED,
        1,
        1,
        status=Status.COMBATANT,
        claimants=(radio,),
        name=m.of("Idris Vann", "Idris Vann", "persons.rank"),
        traits=(m.of(Trait.COMMANDER, "Colonel", "traits.rank"),),
        perpetrator=backed,
        place=near,
    )
    missing = m.figure(
        "Up to 30 villagers",
        Outcome.MISSING,
        None,
        30,
        status=Status.CIVILIAN,
        stance=Stance.DOUBTED,
        place=unresolved,
    )
    displaced = m.figure(
        "about 14,000 displaced people",
        Outcome.DISPLACED,
        14_000,
        14_000,
        approximate=True,
        claimants=(relief,),
        scope=Scope.PERIOD,
    )
    half = m.figure(
        "half of them children",
        Outcome.DISPLACED,
        7_000,
        7_000,
        approximate=True,
        claimants=(relief,),
        scope=Scope.PERIOD,
        traits=(m.of(Trait.CHILD, "children", "traits.noun", nth=1),),
        part_of=displaced.id,
    )
    october = When(
        start=date(2030, 10, 1),
        end=None,
        precision=DatePrecision.OPEN,
        reading="since_month",
        reason="the last October before the report's date",
        alternatives=(
            When(start=date(2027, 10, 1), end=None, precision=DatePrecision.OPEN, reading="since_year"),
        ),
    )
    claims = (
        m.claim(
            ClaimKind.EVENT,
            "at least 65 Dawn Front terrorists, 18 allied fighters and 49 government troops were killed",
            event=m.of("Armed clash", "fighting", "events.clash"),
            claimants=(monitor, medics),
            place=north,
            when=week,
            figures=(fighters.id, allied.id, soldiers.id),
        ),
        m.claim(
            ClaimKind.EVENT,
            "shells struck the market in Sareb on Wednesday",
            event=m.of("Shelling/artillery/missile attack", "shells struck", "events.shelling"),
            claimants=(monitor,),
            place=town,
            when=wednesday,
            weapons=(m.of("shell", "shells", "weapons.shell"),),
            figures=(children.id, hurt.id),
        ),
        m.claim(
            ClaimKind.DENIAL,
            'The army rejected reports that 20 civilians were killed in Sareb and spoke of "no casualties"',
            stance=Stance.DENIED,
            claimants=(army,),
            about=m.of(
                "20 civilians were killed in Sareb", "20 civilians were killed in Sareb", "denial.that"
            ),
            figures=(denied.id, none.id),
        ),
        m.claim(
            ClaimKind.EVENT,
            "an assault by foreign-backed terrorists near Tel Hadur",
            event=m.of("Armed clash", "assault", "events.assault"),
            claimants=(radio,),
            initiator=backed,
            place=near,
            figures=(colonel.id,),
        ),
        m.claim(
            ClaimKind.ACCUSATION,
            "The government accused Tarsia of arming the Dawn Front",
            initiator=m.of(
                Actor(name="The government", label="Government of Maravia", kind=ActorKind.GOVERNMENT),
                "The government",
                "accusations.accused",
            ),
            target=m.of(
                Actor(name="Tarsia", label="Government of Tarsia", kind=ActorKind.GOVERNMENT),
                "Tarsia",
                "accusations.accused",
            ),
            about=m.of("arming the Dawn Front", "arming the Dawn Front", "accusations.of"),
        ),
        m.claim(
            ClaimKind.TREND,
            "Air strikes on Orlan Province have intensified since October, observers said",
            event=m.of("Air/drone strike", "Air strikes", "events.air"),
            claimants=(m.of(Actor(name="observers", label="observers, unnamed"), "observers", "cue.said"),),
            direction=m.of("rising", "intensified", "trends.intensify"),
            when=m.of(october, "since October", "dates.since", basis=Basis.ASSUMED),
        ),
        m.claim(
            ClaimKind.SERIES,
            "Hundreds of air strikes have been carried out since 2027",
            event=m.of("Air/drone strike", "air strikes", "events.air"),
            amount=m.of(Count(low=200, high=None), "Hundreds", "numbers.plural"),
            counted="air strikes",
            when=m.of(
                When(
                    start=date(2027, 1, 1),
                    end=date(2031, 3, 14),
                    precision=DatePrecision.LONGER,
                    reading="since",
                ),
                "since 2027",
                "dates.since",
            ),
        ),
    )
    figures = (
        total,
        fighters,
        allied,
        soldiers,
        children,
        hurt,
        denied,
        none,
        colonel,
        missing,
        displaced,
        half,
    )
    report = Report(
        id=report_id,
        capture=m.capture,
        source="meridian.txt",
        text=DISPATCH,
        outlet=m.of("Meridian Wire", "Meridian Wire", "outlets.dateline"),
        title=m.of(DISPATCH.splitlines()[0], DISPATCH.splitlines()[0], "read.title"),
        printed=m.of(date(2031, 3, 14), "14 March 2031", "read.dateline"),
        dateline=m.of("SAREB, Orlan Province", "SAREB, Orlan Province", "read.dateline"),
        head=m.span(DISPATCH.splitlines()[0]),
        language="en",
    )
    loaded = (
        LoadedUse(
            span=m.span("terrorists"),
            words="terrorists",
            entry="loaded.terrorist",
            neutral="members",
            guide="News agencies' guides: name the group or say fighters.",
            user=monitor,
            of=m.of(front, "Dawn Front", "loaded.of"),
        ),
        LoadedUse(
            span=m.span("martyred"),
            words="martyred",
            entry="loaded.martyred",
            neutral="killed",
            guide="News agencies' guides: say killed, or quote the party.",
            user=radio,
        ),
        LoadedUse(
            span=m.span("foreign-backed terrorists"),
            words="foreign-backed terrorists",
            entry="loaded.foreign_backed",
            neutral="armed group, unnamed",
            guide="Say who is meant, and who says that they are backed.",
        ),
    )
    mentions = (
        m.mention(MentionKind.PLACE, "Sareb", place=town.value),
        m.mention(MentionKind.ACTOR, "rebels"),
        m.mention(MentionKind.PLACE, "SAREB", place=town.value),
        m.mention(MentionKind.QUANTITY, "More than 130"),
        m.mention(MentionKind.PLACE, "northern Orlan Province", place=north.value),
        m.mention(MentionKind.DATE, "this week"),
        m.mention(MentionKind.ACTOR, "The Orlan Monitoring Group", actor=monitor.value),
        m.mention(MentionKind.ACTOR, "Dawn Front", actor=front),
        m.mention(MentionKind.ACTOR, "government troops", actor=troops),
        m.mention(MentionKind.EVENT, "shells struck", cue=Cue(entry="events.shelling")),
        m.mention(MentionKind.WEAPON, "shells"),
        m.mention(MentionKind.PLACE, "Sareb", 1, place=town.value),
        m.mention(MentionKind.DATE, "Wednesday"),
        m.mention(MentionKind.CUE, "rejected reports"),
        m.mention(MentionKind.EVENT, "assault"),
        m.mention(MentionKind.PLACE, "Tel Hadur", place=near.value),
        m.mention(MentionKind.PLACE, "Qasr Amun", place=unresolved.value),
        m.mention(MentionKind.ACTOR, "Tarsia"),
        m.mention(MentionKind.EVENT, "Air strikes"),
        m.mention(MentionKind.DATE, "since October"),
        m.mention(MentionKind.DATE, "since 2027"),
    )
    findings = (
        Finding(
            kind=FindingKind.PARTS_AGREE,
            report=report_id,
            message="The parts 65 or more, 18 and 49 make 132 or more; that agrees with 131 or more.",
            figures=(fighters.id, allied.id, soldiers.id, total.id),
            rule="findings.sum",
        ),
        Finding(
            kind=FindingKind.KINDS_DIFFER,
            report=report_id,
            message="Parts are combatants, the total holds civilians too: no number of civilians follows.",
            figures=(fighters.id, allied.id, soldiers.id, total.id),
            rule="findings.kinds",
        ),
        Finding(
            kind=FindingKind.OVERLAP_UNKNOWN,
            report=report_id,
            message="It is not said whether Colonel Idris Vann is among the 131 or more: not added.",
            figures=(colonel.id, total.id),
            rule="findings.overlap",
        ),
    )
    issues = (
        Issue(
            kind=IssueKind.UNRESOLVED_PLACE,
            source="meridian.txt",
            message="The place 'Qasr Amun' is in no gazetteer",
            todo="add it to knowledge/places, or leave it as words",
            report=report_id,
            span=m.span("Qasr Amun"),
            seen="Qasr Amun",
        ),
        Issue(
            kind=IssueKind.UNRESOLVED_DATE,
            source="meridian.txt",
            message="'since October' has two readings",
            todo="look at both in the trend claim",
            report=report_id,
            span=m.span("since October"),
            seen="since October",
        ),
    )
    return Reading(
        report=report,
        mentions=mentions,
        figures=figures,
        claims=claims,
        loaded=loaded,
        findings=findings,
        issues=issues,
        versions=VERSIONS,
    )


ARABIC = "قالت وكالة محلية إن 12 مدنيا قتلوا في القصف يوم الأربعاء.\n\nولم تذكر الوكالة اسم القرية."


def arabic() -> Reading:
    """Give the reading of a text in a language without a lexicon: no figures, one issue."""
    report = Report(id="waha-1", capture="cd" * 32, source="waha.txt", text=ARABIC, language="ar")
    issue = Issue(
        kind=IssueKind.LANGUAGE,
        source="waha.txt",
        message="The text is in Arabic (ar), for which there is no lexicon",
        todo="read it by hand, or add knowledge/lexicon/ar",
        report="waha-1",
    )
    return _bare(report, issue)


HOSTILE = (
    '<script>document.title="owned"</script> "><img src=x onerror=alert(1)> '
    "[bold red]12 people[/bold red] were killed \x1b[31mtoday\x1b[0m, {{ 7 * 7 }} said </mark></p>."
)


def hostile() -> Reading:
    """Give the reading of a text full of markup, escapes and template words."""
    m = Maker(HOSTILE, 'x"><script>1</script>', capture="ef" * 32)
    evil = Actor(name='"><img src=x onerror=alert(2)>', label="[red]<b>someone</b>[/red]\x1b[2J")
    figure = m.figure(
        "12 people",
        Outcome.KILLED,
        12,
        12,
        claimants=(m.of(evil, '"><img src=x onerror=alert(1)>', "cue.said"),),
        place=m.of(Place(name="<svg onload=alert(3)>"), "today", "places.exact"),
    )
    report = Report(
        id=m.report,
        capture=m.capture,
        source="<b>hostile</b>.txt",
        text=HOSTILE,
        title=m.of("<script>alert(4)</script>", "<script>", "read.title"),
        outlet=m.of("[link=file:///]Evil[/link]", "today", "given"),
        language='"><script>',
    )
    issue = Issue(
        kind=IssueKind.MALFORMED,
        source="<b>x</b>",
        message="<i>seen</i> [red]",
        todo="\x1b[5mlook",
        seen="</td>",
    )
    return Reading(
        report=report,
        mentions=(),
        figures=(figure,),
        claims=(),
        loaded=(),
        findings=(),
        issues=(issue,),
        versions=VERSIONS,
    )


def _bare(report: Report, *issues: Issue) -> Reading:
    return Reading(
        report=report,
        mentions=(),
        figures=(),
        claims=(),
        loaded=(),
        findings=(),
        issues=issues,
        versions=VERSIONS,
    )
