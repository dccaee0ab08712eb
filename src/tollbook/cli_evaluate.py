"""The command `tollbook evaluate`: a set in, a table or JSON of scores out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tollbook.evaluate import SETS


class SetPath(click.Path):
    """The path of a set; "samples" names the dispatches that come with Tollbook, "dense" a made-up war."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the path, or that of the samples where the word is no path."""
        if str(value) == "samples" and not Path(value).exists():
            from tollbook.evaluate.linking_samples import shipped

            value = str(shipped())
        if str(value) == "dense" and not Path(value).exists():
            return Path(value)
        return super().convert(value, param, ctx)


@click.command(short_help="Measure what is read against a set that people have coded.")
@click.argument("name", metavar="SET", type=click.Choice(list(SETS)))
@click.option(
    "--data",
    required=True,
    type=SetPath(exists=True, path_type=Path),
    help="Folder (or file) of the set; samples for the dispatches that come with Tollbook, dense for a "
    "made-up war (linking).",
)
@click.option("--part", default="dev", show_default=True, help="Part of a set that has several.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes to read with.  [default: 1, more for many]"
)
@click.option(
    "--show",
    type=click.Choice(["missed", "extra", "wrong", "kinds"]),
    help="List these items on standard error; kinds counts them (figures).",
)
@click.option(
    "--predicted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these figures (JSON Lines) in place of reading.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="Take only the first items (muc4, event-location); claims of a made-up war (linking).",
)
@click.option("--oracle", is_flag=True, help="Tell how well a made-up war could be linked at best (linking).")
@click.option("--war", type=int, default=2, show_default=True, help="Seed of a made-up war (linking).")
def evaluate(
    name: str,
    data: Path,
    part: str,
    form: str,
    output: Path | None,
    jobs: int | None,
    show: str | None,
    predicted: Path | None,
    limit: int | None,
    oracle: bool,
    war: int,
) -> None:
    """Measure what Tollbook reads against a SET that people have coded.

    Prints scores with 95 % intervals, counts, versions, the date and the command.
    """
    from tollbook.evaluate.record import as_json, as_table, recorded
    from tollbook.evaluate.result import Options
    from tollbook.running import whole
    from tollbook.telling import telling

    with telling(quiet=False) as told:
        options = Options(
            part=part,
            jobs=jobs,
            show=show,
            predicted=predicted,
            limit=limit,
            oracle=oracle,
            war=war,
            step=told.step,
            note=lambda issue: told.line(issue.message),
        )
        result = SETS[name](data, options)
        for line in result.shown:
            told.line(line)
    command = ["tollbook", "evaluate", name, "--data", data.name, "--part", part]
    command += ["--predicted", predicted.name] if predicted else []
    command += ["--limit", str(limit)] if limit else []
    command += ["--war", str(war)] if data == Path("dense") else []
    command += ["--oracle"] if oracle else []
    record = recorded(name, result, command=command)
    text = (as_json if form == "json" else as_table)(record)
    if output is None:
        click.echo(text, nl=False)
        return
    with whole(output) as stream:
        stream.write(text.encode())
