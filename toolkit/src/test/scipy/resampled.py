"""Corrected resampled t-tests of folds, for the tables of experiments.

Run with Debian's python3-scipy (made with SciPy 1.10.1):

    /usr/bin/python3 toolkit/src/test/scipy/resampled.py > toolkit/src/test/resources/scipy/resampled.csv

Nadeau and Bengio, "Inference for the Generalization Error" (2003): t = mean(d) / sqrt((1/n + n_test/n_train) var(d)) with n - 1
degrees of freedom. One row for each pair of samples x and y: the samples, separated by blanks; test samples for each training
sample; 95% interval of x with the same factor; two-sided p-values, corrected and of the plain paired t-test. ResamplingTest.java
computes the same.
"""

import csv
import sys

import numpy
from scipy import stats

generator = numpy.random.default_rng(11)


def cases():
    for folds, repeats in ((2, 1), (3, 1), (5, 1), (10, 1), (5, 2), (10, 10)):
        count = folds * repeats
        ratio = 1 / (folds - 1)
        x = generator.binomial(200, 0.83, count) / 200
        yield f"accuracies-{folds}x{repeats}", x, generator.binomial(200, 0.80, count) / 200, ratio
        yield f"close-{folds}x{repeats}", x, x + generator.normal(0, 1e-3, count), ratio
        yield f"far-{folds}x{repeats}", x, x - 0.2 + generator.normal(0, 1e-2, count), ratio
    yield "by-hand", numpy.array([0.8, 0.9, 0.7]), numpy.array([0.7, 0.7, 0.7]), 0.5


def text(values):
    return " ".join(repr(float(value)) for value in values)


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("name x y ratio low high p plain".split())
for name, x, y, ratio in cases():
    n = len(x)
    d = x - y
    t = d.mean() / numpy.sqrt((1 / n + ratio) * d.var(ddof=1))
    low, high = stats.t.interval(0.95, n - 1, loc=x.mean(), scale=numpy.sqrt((1 / n + ratio) * x.var(ddof=1)))
    p = 2 * stats.t.sf(abs(t), n - 1)
    out.writerow(
        [name, text(x), text(y), repr(ratio), *(repr(float(v)) for v in (low, high, p, stats.ttest_rel(x, y).pvalue))])
