"""The set `linking` without data: a made-up dense war is linked, or put right by the oracle that knows it.

Sizes are those of the benchmark: one place for two hundred claims, 180 days. See
`tollbook.evaluate.dense_war` for what is made up, `tollbook.evaluate.dense_war_oracle` for the oracle.
"""

from tollbook.evaluate.dense_war import dense_war
from tollbook.evaluate.dense_war_oracle import oracle
from tollbook.evaluate.linking_scores import compared, rates
from tollbook.evaluate.result import Options, Result
from tollbook.link import link

NAME = "dense"
CLAIMS = 2000
"""Claims of the war where no limit is given."""
A_PLACE = 200
"""Claims for which there is one place."""
FEWEST_PLACES = 20


def measure(options: Options) -> Result:
    """Score how the claims of a made-up war are linked; with `options.oracle` how well they could be."""
    claims = options.limit or CLAIMS
    war = dense_war(claims, places=max(FEWEST_PLACES, claims // A_PLACE), seed=options.war)
    scores: dict[str, float] = {}
    if options.oracle:
        for name, words in (("fields", False), ("words", True)):
            counts = compared(oracle(war, words=words), war.truth)
            found = {key: value for key, value in rates(counts).items() if key.startswith("pairwise")}
            scores |= {f"oracle.{name}.{key.rpartition('.')[2]}": round(v, 4) for key, v in found.items()}
    else:
        done = link(war.accounts, war.sources)
        counts = compared({claim: each.id for each in done.incidents for claim in each.claims}, war.truth)
        scores = {name: round(value, 4) for name, value in rates(counts).items()}
    names = ("items", "groups_found", "groups_true", "groups_joined", "false_merges", "largest")
    notes = [f"A made-up war of seed {options.war}; its sentences say what its claims say, errors too."]
    if options.oracle:
        notes.append("The oracle knows the incidents and the chances of errors; counts are of it with words.")
    return Result(scores=scores, counts={name: counts[name] for name in names}, files=(), notes=tuple(notes))
