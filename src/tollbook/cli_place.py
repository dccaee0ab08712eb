"""The command `tollbook place`: a name in, the places that it may mean and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tollbook.model.mention import Mention
    from tollbook.resolve.gazetteer import Gazetteer

CODE = re.compile(r"[A-Za-z]{2}")
LONGEST = 300  # characters


@click.command(short_help="Say which places a name may mean, and why.")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--near", multiple=True, help="Another place that the text names; may be given again.")
@click.option("--country", help="The country that the text speaks of: its name or ISO code.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def place(words: tuple[str, ...], near: tuple[str, ...], country: str | None, form: str) -> None:
    """Say which places NAME may mean, best first, each with its score and the reasons.

    NAME is read as a text's words are: "10 km south of Idlib", "northern Aleppo countryside" and "the
    Damascus-Homs highway" give areas. Ends with 1 where no place is found.
    """
    from tollbook.telling import telling

    said = " ".join(words).strip()
    if max(map(len, (said, *near, country or ""))) > LONGEST:
        raise click.UsageError(f"a name has at most {LONGEST} characters")
    with telling(quiet=False) as told:
        found = explained(said, list(near), country, told.progress)
    if form == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        for line in lines(found):
            click.echo(line)
    if not found["candidates"]:
        click.get_current_context().exit(1)


def explained(name: str, near: list[str], country: str | None, progress: Any = None) -> dict[str, Any]:
    """Resolve a name as if it stood in a text with other places; gives what `--format json` prints."""
    import msgspec

    from tollbook.resolve import resolve_places
    from tollbook.resolve.gazetteer import open_gazetteer

    opened = open_gazetteer(progress)
    asked, text = read(name, opened)
    others = [*near, *([named(country, opened)] if country else [])]
    at = len(text) + 2
    mentions = [*asked]
    for other in others:
        mentions.append(bare(other, at))
        at += len(other) + 2
    found, issues = resolve_places(mentions, opened, text="; ".join([text, *others]))
    resolved = found[0].place
    assert resolved
    return {
        "name": name,
        "read_as": {
            "core": resolved.core or resolved.name,
            "relation": resolved.relation.value,
            "direction": resolved.direction,
            "unit": resolved.unit,
        },
        "candidates": [dict(msgspec.to_builtins(c)) for c in resolved.candidates],
        "too_weak": 0 if resolved.candidates else len(opened.find(resolved.core or resolved.name)),
        "area": msgspec.to_builtins(resolved.area),
        "not_found": [issue.seen for issue in issues],
        "gazetteer": opened.version,
        "attribution": list(opened.attribution),
    }


def read(name: str, names: Gazetteer) -> tuple[list[Mention], str]:
    """Read a name as a text's words are read: the mention meant first, and the text that it stands in."""
    from tollbook.annotate.places import places

    for text in (name, f"in {name}", f"in the {name}"):
        found = places(text, names)
        # Of several ("between X and Y") the first is meant; one that leaves words over is no reading.
        if found and found[0].place and (len(found) == 1 or found[0].place.relation.value == "between"):
            left = text.replace(found[0].words, "", 1).split()
            if len(found) > 1 or all(word.islower() or word[0].isdigit() for word in left):
                return found, text
    return [bare(name, 0)], name


def bare(name: str, at: int) -> Mention:
    """Make a mention of a name alone, at character `at`."""
    from tollbook.model.mention import Mention, MentionKind
    from tollbook.model.provenance import Span
    from tollbook.model.reference import Place

    span = Span(at, at + len(name))
    return Mention(kind=MentionKind.PLACE, span=span, words=name, rule="places.asked", place=Place(name=name))


def named(country: str, names: Gazetteer) -> str:
    """Give the name of a country that is said by name or by its ISO 3166 code."""
    from tollbook.publish.labels import country as label

    said = label(country.upper()) if CODE.fullmatch(country) else country
    if not any(c.feature == "country" for c in names.find(said)):
        raise click.UsageError(f"no country is called {country!r}; give its name or its ISO code")
    return said


def lines(found: dict[str, Any]) -> list[str]:
    """Write what was found in lines."""
    from tollbook.publish.labels import country, feature, one_line

    out = []
    if not found["candidates"]:
        weak = found["too_weak"]
        why = f"of {weak} that bear the name none is sure enough; say more with --near or --country"
        out.append(f"{found['name']}: {why if weak else 'in no gazetteer'}. The words would stay, unresolved")
    for number, c in enumerate(found["candidates"], 1):
        inside = [c.get("admin2"), c.get("admin1"), country(c["country"]) if c["country"] else None]
        around = ", ".join(part for part in inside if part and part != c["name"])
        codes = ", ".join(part for part in (c["gazetteer"], c.get("iso"), c.get("pcode")) if part)
        people = f", {c['population']:,} persons" if c.get("population") else ""
        out.append(f"{number}. {c['name']}{f', {around}' if around else ''}: {feature(c['feature'])}{people}")
        out.append(f"   score {c['score']:.2f}; {c['latitude']:.4f}, {c['longitude']:.4f}; {codes}")
        out += [f"   - {reason}" for reason in c.get("reasons", ())]
    if area := found["area"]:
        out.append(
            f"Area: {area['latitude']:.4f}, {area['longitude']:.4f}, within {area['radius_km']:g} km "
            f"({area['why']}); UCDP where_prec {area['where_prec']}, "
            f"ACLED geo_precision {area['geo_precision']}"
        )
    missing = [seen for seen in found["not_found"] if seen and seen != found["name"]]
    out += [f"Not found: {seen}" for seen in missing]
    out += [f"Gazetteer {found['gazetteer']}", *found["attribution"]]
    return [" " * (len(line) - len(line.lstrip(" "))) + one_line(line) for line in out]
