"""What experiments claim, computed by SciPy and statsmodels: Holm's correction, Wilcoxon's test, power and effect sizes.

Run with Debian's python3-scipy and python3-statsmodels (made with SciPy 1.10.1 and statsmodels 0.13.5):

    /usr/bin/python3 toolkit/src/test/scipy/claims.py > toolkit/src/test/resources/scipy/claims.csv

One row for each reference, which begins with its kind; lists are separated by blanks. Numbers are written so that they are read back to
the same bits. ClaimsTest.java computes the same. Scores are whole 1024ths, of which differences are exact: SciPy knows no ties but exact ones.

holm       p-values, corrected by statsmodels.stats.multitest.multipletests
exact      differences, two-sided p-value of scipy.stats.wilcoxon, method exact
permuted   differences with ties and zeros, the same by scipy.stats.permutation_test over all changes of signs
approx     more than 50 differences, scipy.stats.wilcoxon, method approx, no continuity correction, zero_method wilcox
biserial   differences, rank-biserial correlation from the sums of scipy.stats.rankdata
nct        t, degrees of freedom, delta, scipy.stats.nct.cdf
power      pairs, effect, level, statsmodels TTestPower.power, and the same with a point of the central t found by its cdf: t.isf of this
           SciPy, which statsmodels uses, is wrong by up to 1e-8
seeds      effect, power, level, statsmodels TTestPower.solve_power for nobs
detectable pairs, power, level, statsmodels TTestPower.solve_power for effect_size, which solves to five digits, and the same to all digits
folds      folds, r, effect, level, power by scipy.stats.nct
effect     differences, r, Cohen's d of pairs with Hedges' correction, 95% interval of the mean difference
"""

import csv
import sys

import numpy
from scipy import optimize, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

generator = numpy.random.default_rng(19)
out = csv.writer(sys.stdout, lineterminator="\n")


def text(values):
    return " ".join(repr(float(value)) for value in values)


def row(kind, *cells):
    out.writerow([kind, *(text(numpy.atleast_1d(cell)) for cell in cells)])


out.writerow(["kind", "cells"])
for count in (1, 2, 3, 4, 8, 20, 50):
    for power in (1, 4):
        p = generator.uniform(size=count) ** power
        row("holm", p, multipletests(p, method="holm")[1])
tied = numpy.array([0.01, 0.04, 0.04, 0.01, 1.0, 0.3])
row("holm", tied, multipletests(tied, method="holm")[1])

for count in (2, 3, 5, 6, 8, 10, 20, 50):
    for shift in (0, 0.5, 2):
        sizes = generator.choice(numpy.arange(1, 1000), count, replace=False) / 1024
        signs = numpy.where(generator.uniform(size=count) < stats.norm.cdf(shift), 1, -1)
        row("exact", sizes * signs, stats.wilcoxon(sizes * signs, method="exact").pvalue)


def smaller_sum(d, axis=-1):
    ranks = stats.rankdata(numpy.abs(d), axis=axis)
    above = numpy.sum(numpy.where(d > 0, ranks, 0), axis=axis)
    below = numpy.sum(numpy.where(d < 0, ranks, 0), axis=axis)
    return numpy.minimum(above, below)


for count in (2, 3, 5, 6, 8, 10, 12):
    for high in (2, 5):
        d = generator.integers(-1, high, count) / 1024
        d[:2] = 1 / 1024, -2 / 1024
        kept = d[d != 0]
        # Each sum occurs as often as its mirror image: "less" of the smaller one is the two-sided p-value.
        result = stats.permutation_test(
            (kept,), smaller_sum, permutation_type="samples", n_resamples=numpy.inf, alternative="less", vectorized=True
        )
        row("permuted", d, result.pvalue)

for count in (51, 60, 200, 1000):
    for step in (1, 1024):
        d = numpy.round(generator.normal(0.1, 1, count) * step) / 1024
        kept = d[d != 0]
        if len(kept) > 50:
            row("approx", d, stats.wilcoxon(kept, method="approx", correction=False, zero_method="wilcox").pvalue)

for count in (1, 2, 5, 20):
    d = generator.integers(-2, 6, count) / 1024
    d[0] = 3 / 1024
    kept = d[d != 0]
    ranks = stats.rankdata(numpy.abs(kept))
    row("biserial", d, (ranks[kept > 0].sum() - ranks[kept < 0].sum()) / ranks.sum())

for degrees in (1, 2, 3, 4, 9, 29, 99, 1000):
    for delta in (-3, 0, 0.5, 2, 6, 12):
        for t in (-2.5, 0, 0.7, 3, 8):
            row("nct", t, degrees, delta, stats.nct.cdf(t, degrees, delta) if delta else stats.t.cdf(t, degrees))
for degrees in (3, 30, 1000):
    for t in (50, 58, 60, 65, 80):
        row("nct", t, degrees, 60, stats.nct.cdf(t, degrees, 60))

test = TTestPower()


def beyond(degrees, delta, level):
    point = optimize.brentq(lambda t: stats.t.cdf(-t, degrees) - level / 2, 0, 1e4, xtol=1e-13, rtol=1e-14)
    return stats.nct.sf(point, degrees, delta) + stats.nct.cdf(-point, degrees, delta)


for pairs in (2, 3, 5, 10, 30, 200):
    for effect in (0.1, 0.5, 1, 2):
        for level in (0.05, 0.0125, 0.001):
            delta = effect * numpy.sqrt(pairs)
            row("power", pairs, effect, level, test.power(effect, pairs, level), beyond(pairs - 1, delta, level))
for effect in (0.05, 0.2, 0.5, 1, 1.5):
    for power in (0.5, 0.8, 0.95):
        for level in (0.05, 0.0125):
            row("seeds", effect, power, level, test.solve_power(effect_size=effect, power=power, alpha=level))
for pairs in (4, 5, 10, 30, 200):
    for power in (0.5, 0.8, 0.95):
        for level in (0.05, 0.0125):
            root = numpy.sqrt(pairs)
            solved = optimize.brentq(lambda e: beyond(pairs - 1, e * root, level) - power, 0.01, 20, xtol=1e-14, rtol=1e-14)
            row("detectable", pairs, power, level, test.solve_power(nobs=pairs, power=power, alpha=level), solved)

for folds, repeats in ((5, 1), (10, 1), (5, 6), (10, 10)):
    for effect in (0.3, 1, 2):
        n = folds * repeats
        r = 1 / (folds - 1)
        # Two scores of folds share a part rho = r / (1 + r) of their variance 1; t = mean / (s sqrt(1 / n + r)).
        rho = r / (1 + r)
        delta = effect / numpy.sqrt((1 - rho) * (1 / n + r))
        row("folds", n, r, effect, 0.05, beyond(n - 1, delta, 0.05))

for count in (3, 5, 10, 30):
    for r in (0, 0.25):
        d = generator.normal(0.01, 0.02, count)
        m = count - 1
        hedges = special.gamma(m / 2) / (numpy.sqrt(m / 2) * special.gamma((m - 1) / 2))
        deviation = d.std(ddof=1)
        interval = stats.t.interval(0.95, m, loc=d.mean(), scale=deviation * numpy.sqrt(1 / count + r))
        row("effect", d, r, hedges * d.mean() / (deviation * numpy.sqrt(1 + r)), *interval)
