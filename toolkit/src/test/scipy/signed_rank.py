"""Wilcoxon's signed-rank test, one-sided, for SignedRankTest: writes ../resources/scipy/signed_rank.csv.

Where sizes differ and none is 0, p is scipy.stats.wilcoxon(x, alternative="greater", method="exact"). With equal sizes and zeros SciPy has no exact p:
there it is counted here over all signs, with SciPy's own ranks, zeros split.
"""
import itertools
import pathlib

import numpy as np
from scipy import stats

rng = np.random.default_rng(5)
rows = []


def exact(x):
    return stats.wilcoxon(x, alternative="greater", method="exact").pvalue


def counted(x):
    ranks = stats.rankdata(np.abs(x))
    kept = ranks[x != 0]
    zeros = ranks[x == 0].sum() / 2
    observed = ranks[x > 0].sum() + zeros
    sums = [zeros + (kept * signs).sum() for signs in itertools.product([0, 1], repeat=len(kept))]
    return np.mean(np.array(sums) >= observed - 1e-9)


for n in (2, 3, 4, 5, 8, 12, 20):
    for shift in (-0.5, 0.0, 0.8):
        x = rng.normal(shift, 1, n)
        rows.append((x, exact(x)))
        if n <= 12:
            assert abs(exact(x) - counted(x)) < 1e-12
for n in (4, 6, 9, 12):
    for low in (-2, -1):
        x = rng.integers(low, 3, n).astype(float)
        if (x != 0).any():
            rows.append((x, counted(x)))

out = pathlib.Path(__file__).parent.parent / "resources" / "scipy" / "signed_rank.csv"
with out.open("w") as f:
    f.write("x,p\n")
    for x, p in rows:
        f.write(" ".join(repr(float(v)) for v in x) + f",{float(p)!r}\n")
