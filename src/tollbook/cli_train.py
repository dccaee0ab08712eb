"""The command `tollbook train-reader`: annotated reports in, a learned reader in a folder out."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.errors import InputError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
HEADS = 25 / 6
"""How much faster the heads learn than the encoder."""
NEEDS = ("torch", "safetensors", "onnx", "tollbook_training")


@click.command("train-reader", short_help="Train the learned reader on annotated reports.")
@click.option(
    "--data",
    "data",
    type=(FILE, FILE),
    multiple=True,
    required=True,
    metavar="REPORTS GOLD",
    help="Reports and their figures (JSON Lines); may be given several times.",
)
@click.option(
    "--held",
    "held",
    type=(FILE, FILE),
    multiple=True,
    metavar="REPORTS GOLD",
    help="Reports kept out of the training, to calibrate on.",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
@click.option("--base", type=FILE, help="Weights to begin from (all-MiniLM-L6-v2, model.safetensors).")
@click.option("--epochs", type=click.IntRange(1, 100), default=12, show_default=True)
@click.option("--seed", "seeds", type=int, multiple=True, default=(1,), show_default=True)
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), default=1.2e-4, show_default=True)
@click.option(
    "--further",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of an earlier run to go on from, once for each --seed; all weights are averaged.",
)
@click.option(
    "--shipped", is_flag=True, help="Go on from the reader that the package carries, once for each --seed."
)
@click.option(
    "--average/--alone",
    default=True,
    show_default=True,
    help="Average with the weights of the earlier run, too.",
)
@click.option(
    "--agree",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="How much two passes over one batch, with other weights left out, must agree; takes twice the time.",
)
@click.option(
    "--teacher",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of all-mpnet-base-v2: it learns from the data first, and the reader learns from it too.",
)
@click.option("--teacher-epochs", type=click.IntRange(1, 100), help="Epochs of the teacher.  [default: 4]")
@click.option(
    "--teachers",
    type=click.IntRange(1, 9),
    help="How many teachers, each with a seed of its own, whose mean counts.  [default: 1]",
)
@click.option(
    "--texts",
    "texts",
    type=FILE,
    multiple=True,
    help="Reports without figures (JSON Lines), for the teacher.",
)
def train_reader(
    data: tuple[tuple[Path, Path], ...],
    held: tuple[tuple[Path, Path], ...],
    output: Path,
    base: Path | None,
    epochs: int,
    seeds: tuple[int, ...],
    rate: float,
    further: Path | None,
    shipped: bool,
    average: bool,
    agree: float,
    teacher: Path | None,
    teacher_epochs: int | None,
    teachers: int | None,
    texts: tuple[Path, ...],
) -> None:
    """Train the learned reader on reports that people have annotated, your own among them.

    Writes the model and the record of the run to a folder; name that folder in TOLLBOOK_READER to read with
    it. Needs torch, which reading never does: see the how-to page on training.
    """
    from importlib.util import find_spec

    if teacher_epochs and teacher is None:
        raise InputError("epochs of a teacher were given, but no teacher", "name its folder with --teacher")
    if teachers and teacher is None:
        raise InputError("a number of teachers was given, but no teacher", "name a folder with --teacher")

    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise InputError(
            f"training needs {', '.join(missing)}, not installed here",
            "install what the how-to page on training lists",
        )
    from tollbook_training.run import run
    from tollbook_training.settings import Settings

    record = run(
        data,
        output,
        held=held,
        base=base,
        settings=[
            Settings(epochs=epochs, seed=seed, rate=rate, head_rate=HEADS * rate, agree=agree)
            for seed in seeds
        ],
        further=further,
        shipped=shipped,
        average=average,
        teacher=teacher,
        teacher_epochs=teacher_epochs or 4,
        teachers=teachers or 1,
        texts=texts,
        tell=lambda line: click.echo(line, err=True),
    )
    click.echo(f"{record['version']}: {record['reports']} reports, {record['figures']} figures -> {output}")
