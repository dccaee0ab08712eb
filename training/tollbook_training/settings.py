"""Settings: what a run of training depends on besides its data."""

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run depends on besides its data.

    `agree` is how much two passes over one batch, with other weights dropped, must agree (R-Drop, Liang
    and others 2021); it doubles the time. `taught` (0 to 1) is how much a teacher's scores count against
    gold. `short` lets the encoder multiply 16-bit numbers where the processor has instructions for them.
    Windows are so small that a second thread waits more than it works.
    """

    epochs: int = 12
    seed: int = 1
    batch: int = 2
    rate: float = 1.2e-4
    head_rate: float = 5e-4
    smoothing: float = 0.05
    without_rules: float = 0.12
    without_shapes: float = 0.1
    blank_names: float = 0.2
    blank_words: float = 0.03
    agree: float = 0.0
    taught: float = 0.5
    layers: int = 6
    short: bool = True
    threads: int = 1
