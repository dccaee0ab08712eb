"""Splink beside our own scoring: the same weights, the same pairs, the same match weights.

Splink is given each compared pair as two records under one key that carry the levels found by
`tollbook.link.comparisons`, so that both speak of the same levels. Likeness of wording is no column, and
Splink takes a second to start: books of all sizes are scored in numpy, and this shows that nothing differs.
"""

import logging
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tollbook.link.blocking import pairs
from tollbook.link.columns import Columns
from tollbook.link.comparisons import CHEAP, COMPARISONS, DEAR, LEVELS
from tollbook.link.knowledge import Weights

MOST_PAIRS = 200_000
NAMES = (*CHEAP, *DEAR)
Levels = dict[str, NDArray[np.int8]]


def levels(columns: Columns) -> Levels:
    """Compare the pairs of two reports that share a block; of very many pairs each n-th is taken."""
    left, right, _ = pairs(columns)
    between = columns.report[left] != columns.report[right]
    left, right = left[between], right[between]
    step = max(1, len(left) // MOST_PAIRS)
    return {name: COMPARISONS[name](columns, left[::step], right[::step]) for name in NAMES}


def linker(found: Levels, weights: Weights) -> Any:
    """Give a Splink linker over compared pairs, with our weights as its m and u."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison

    logging.getLogger("splink").setLevel(logging.ERROR)
    count = len(next(iter(found.values())))
    table = pa.table({"pair": np.arange(count), "id": np.arange(count), **found})
    api = DuckDBAPI()
    comparisons = [
        CustomComparison(output_column_name=name, comparison_levels=_levels(name, weights)) for name in NAMES
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=1 / (1 + 2 ** -weights.settings["prior_between"]),
        retain_intermediate_calculation_columns=True,
    )
    sides = [api.register(table, dataset_display_name=side) for side in ("one", "other")]
    return Linker(sides, settings, log_level=logging.ERROR)


def _levels(name: str, weights: Weights) -> list[dict[str, Any]]:
    key = f"between.{name}"
    known = [
        {
            "sql_condition": f'"{name}_l" = {number}',
            "label_for_charts": level,
            "m_probability": weights.m[key][level],
            "u_probability": weights.u[key][level],
        }
        for number, level in enumerate(LEVELS[name][:-1])
    ]
    last = LEVELS[name][-1]
    other = {
        "sql_condition": "ELSE",
        "label_for_charts": last,
        "m_probability": weights.m[key][last],
        "u_probability": weights.u[key][last],
    }
    unsaid = {"sql_condition": f'"{name}_l" = -1', "label_for_charts": "not stated", "is_null_level": True}
    return [unsaid, *known, other]


def match_weights(found: Levels, weights: Weights) -> NDArray[np.float64]:
    """Let Splink score compared pairs; gives the match weight of each, in bits."""
    rows = linker(found, weights).inference.predict().as_pyarrow_table()
    weight = np.asarray(rows["match_weight"].to_numpy(), dtype=np.float64)
    order = np.argsort(rows["id_l"].to_numpy())
    return weight[order]
