"""Averaging: two trained networks -> one with the weighted mean of their weights, exported and calibrated.

python -m tollbook_training.average EARLIER LATER OUTPUT SHARE REPORTS GOLD

Both folders hold the `network.pt` of a run; SHARE (0 to 1) is how much the later one counts. A little of the
earlier weights often keeps what many new reports of other kinds would unlearn (Wortsman and others 2022).
"""

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import torch
from torch import Tensor

from tollbook.learned.model import HOME, VOCABULARY
from tollbook_training.export import export
from tollbook_training.network import Network
from tollbook_training.run import KEEP, NETWORK, calibrated

State = dict[str, Tensor]


def mixed(earlier: State, later: State, share: float) -> State:
    """Give the weights of both, the later ones counting `share` (0 to 1); whole numbers are the later's.

    Example:
        >>> mixed({"a": torch.tensor([0.0])}, {"a": torch.tensor([4.0])}, 0.75)["a"].item()
        3.0
    """
    return {
        name: (1 - share) * earlier[name] + share * value if value.is_floating_point() else value
        for name, value in later.items()
    }


def main(earlier: Path, later: Path, out: Path, share: float, held: tuple[Path, Path]) -> None:
    """Write the averaged reader to `out`, calibrated on `held`, with a record of what it was made of."""
    states = [torch.load(folder / NETWORK, weights_only=True) for folder in (earlier, later)]
    network = Network()
    network.load_state_dict(mixed(states[0], states[1], share))
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), out / NETWORK)
    shutil.copy(HOME / VOCABULARY, out / VOCABULARY)
    version = f"reader {datetime.now(UTC).date().isoformat()}"
    export(network, out, version, KEEP, {})
    record = {"version": version, "share": share, **calibrated(out, [held], version)}
    (out / "record.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    first, second, to, weight, reports, gold = sys.argv[1:]
    main(Path(first), Path(second), Path(to), float(weight), (Path(reports), Path(gold)))
