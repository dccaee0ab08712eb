"""A hand-built reading of an invented dispatch, for the tests of everything that shows readings."""

from datetime import date

from dispatch_claims import claims
from dispatch_figures import figures
from dispatch_named import Named
from example_maker import VERSIONS, Maker

from tollbook.issues import Issue, IssueKind
from tollbook.model.claim import Finding, FindingKind
from tollbook.model.mention import Cue, LoadedUse, MentionKind
from tollbook.model.reading import Reading
from tollbook.model.report import Report

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


def dispatch(report_id: str = "meridian-1") -> Reading:
    """Give the reading of the invented dispatch: 12 figures, 7 claims, findings, issues."""
    m = Maker(DISPATCH, report_id)
    named = Named(m)
    counted = figures(m, named)
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
            user=named.monitor,
            of=m.of(named.front, "Dawn Front", "loaded.of"),
        ),
        LoadedUse(
            span=m.span("martyred"),
            words="martyred",
            entry="loaded.martyred",
            neutral="killed",
            guide="News agencies' guides: say killed, or quote the party.",
            user=named.radio,
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
        m.mention(MentionKind.PLACE, "Sareb", place=named.town.value),
        m.mention(MentionKind.ACTOR, "rebels"),
        m.mention(MentionKind.PLACE, "SAREB", place=named.town.value),
        m.mention(MentionKind.QUANTITY, "More than 130"),
        m.mention(MentionKind.PLACE, "northern Orlan Province", place=named.north.value),
        m.mention(MentionKind.DATE, "this week"),
        m.mention(MentionKind.ACTOR, "The Orlan Monitoring Group", actor=named.monitor.value),
        m.mention(MentionKind.ACTOR, "Dawn Front", actor=named.front),
        m.mention(MentionKind.ACTOR, "government troops", actor=named.troops),
        m.mention(MentionKind.EVENT, "shells struck", cue=Cue(entry="events.shelling")),
        m.mention(MentionKind.WEAPON, "shells"),
        m.mention(MentionKind.PLACE, "Sareb", 1, place=named.town.value),
        m.mention(MentionKind.DATE, "Wednesday"),
        m.mention(MentionKind.CUE, "rejected reports"),
        m.mention(MentionKind.EVENT, "assault"),
        m.mention(MentionKind.PLACE, "Tel Hadur", place=named.near.value),
        m.mention(MentionKind.PLACE, "Qasr Amun", place=named.unresolved.value),
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
            figures=(counted.fighters.id, counted.allied.id, counted.soldiers.id, counted.total.id),
            rule="findings.sum",
        ),
        Finding(
            kind=FindingKind.KINDS_DIFFER,
            report=report_id,
            message="Parts are combatants, the total holds civilians too: no number of civilians follows.",
            figures=(counted.fighters.id, counted.allied.id, counted.soldiers.id, counted.total.id),
            rule="findings.kinds",
        ),
        Finding(
            kind=FindingKind.OVERLAP_UNKNOWN,
            report=report_id,
            message="It is not said whether Colonel Idris Vann is among the 131 or more: not added.",
            figures=(counted.colonel.id, counted.total.id),
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
        figures=tuple(counted),
        claims=claims(m, named, counted),
        loaded=loaded,
        findings=findings,
        issues=issues,
        versions=VERSIONS,
    )
