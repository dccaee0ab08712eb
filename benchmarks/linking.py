"""Time and memory of linking: `python benchmarks/linking.py [CLAIMS ...]`, each size in a fresh process.

A made-up dense war (`tollbook.evaluate.dense_war`) of so many claims, at one place for two hundred claims and
in 180 days, is linked with the weights as shipped; printed are seconds, peak memory and how right the groups
are.
"""

import resource
import subprocess
import sys
import time

SIZES = ("10000", "50000", "100000")


def measure(claims: int) -> str:
    """Link a war of so many claims in this process, and say how it went."""
    from tollbook.evaluate.dense_war import dense_war
    from tollbook.evaluate.linking_scores import compared, rates
    from tollbook.link import link

    war = dense_war(claims, places=max(20, claims // 200))
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began, busy = time.perf_counter(), time.process_time()
    done = link(war.accounts, war.sources)
    took, cpu = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = {claim: each.id for each in done.incidents for claim in each.claims}
    counts = compared(found, war.truth)
    scores = rates(counts)
    return (
        f"{len(war.accounts):>8,} claims  {took:7.1f} s ({cpu:.1f} s of CPU)  "
        f"{peak:>6,} MB ({made:,} before)  "
        f"{len(done.incidents):>7,} incidents, largest {counts['largest']}  pairwise "
        f"P {scores['pairwise.p']:.3f} R {scores['pairwise.r']:.3f}  B-cubed F1 {scores['bcubed.f1']:.3f}"
    )


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        print(measure(int(sys.argv[2])))
    else:
        for size in sys.argv[1:] or SIZES:
            subprocess.run([sys.executable, __file__, "--one", size], check=True)
