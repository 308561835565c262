"""Means, intervals and paired t-tests of SciPy, for the tables of experiments.

Run with Debian's python3-scipy (made with SciPy 1.10.1):

    /usr/bin/python3 toolkit/src/test/scipy/references.py > toolkit/src/test/resources/scipy/paired.csv

One row for each pair of samples x and y: the samples, separated by blanks; mean, standard deviation (n - 1) and 95% interval
of x; mean difference and two-sided p-value of the paired t-test. Numbers are written so that they are read back to the same
bits. StatisticsTest.java computes the same.
"""

import csv
import sys

import numpy
from scipy import stats

generator = numpy.random.default_rng(7)


def scores(count, samples, right):
    """Accuracies of a classifier on so many test samples."""
    return generator.binomial(samples, right, count) / samples


def cases():
    for count in (2, 3, 5, 10, 30):
        x = scores(count, 1000, 0.83)
        yield f"accuracies-{count}", x, scores(count, 1000, 0.8)
        yield f"close-{count}", x, x + generator.normal(0, 1e-3, count)
        yield f"far-{count}", x, x - 0.2 + generator.normal(0, 1e-3, count)
    loss = generator.lognormal(-1, 0.5, 5)
    yield "losses", loss, loss * generator.uniform(0.9, 1.2, 5)
    yield "large", 1e6 + generator.normal(0, 1, 5), 1e6 + generator.normal(0, 1, 5)
    yield "small", generator.normal(0, 1e-9, 5), generator.normal(0, 1e-9, 5)
    yield "by-hand", numpy.array([0.8, 0.9, 0.7]), numpy.array([0.7, 0.7, 0.7])


def text(values):
    return " ".join(repr(float(value)) for value in values)


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("name x y mean std low high difference p".split())
for name, x, y in cases():
    low, high = stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x))
    numbers = x.mean(), x.std(ddof=1), low, high, (x - y).mean(), stats.ttest_rel(x, y).pvalue
    out.writerow([name, text(x), text(y), *(repr(float(number)) for number in numbers)])
