"""Neighbours, prototypes, verification and open sets, computed by scikit-learn.

Run with Debian's python3-sklearn (made with scikit-learn 1.2.1):

    /usr/bin/python3 toolkit/src/test/scipy/embeddings.py > toolkit/src/test/resources/scipy/embeddings.csv

One row for each reference, which begins with its kind; lists are separated by blanks. Numbers are written so that they are read back to
the same bits; embeddings are whole 64ths, which 32-bit floats hold. GalleryReferenceTest.java computes the same.

gallery    embeddings of 6 numbers, labels 0 to 4
queries    embeddings of 6 numbers, labels 0 to 9: those of 5 to 9 are strangers
nearest    0 for Euclidean, 1 for cosine, NearestNeighbors of the queries in the gallery, k = 4, and their distances
recall     0 or 1, recall at 1, 2, 4 of the gallery among itself, the nearest but itself by NearestNeighbors
centroid   0, answers of NearestCentroid for the queries
verify     0 or 1, false accept rate, fpr and tpr of roc_curve over all pairs of the queries at the last point with fpr <= rate
open       0 or 1, false accept rate, fpr of roc_curve of the nearest distances of known against strangers at that point, share of the
           known that are accepted there and have the label of their nearest
"""

import csv
import sys

import numpy
from sklearn.metrics import roc_curve
from sklearn.neighbors import NearestCentroid, NearestNeighbors

generator = numpy.random.default_rng(18)
out = csv.writer(sys.stdout, lineterminator="\n")


def text(values):
    return " ".join(repr(float(value)) for value in numpy.ravel(values))


def row(kind, *cells):
    out.writerow([kind, *(text(cell) for cell in cells)])


centres = generator.normal(size=(10, 6)) * 1.5


def made(labels):
    return numpy.round(64 * (centres[labels] + generator.normal(size=(len(labels), 6)))) / 64


def point(genuine, scores, rate):
    fpr, tpr, thresholds = roc_curve(genuine, scores, drop_intermediate=False)
    last = numpy.flatnonzero(fpr <= rate)[-1]
    return fpr[last], tpr[last], thresholds[last]


gallery_labels = numpy.arange(40) % 5
gallery = made(gallery_labels)
query_labels = numpy.arange(160) % 10
queries = made(query_labels)

out.writerow(["kind", "cells"])
row("gallery", gallery, gallery_labels)
row("queries", queries, query_labels)
for number, metric in enumerate(("euclidean", "cosine")):
    index = NearestNeighbors(metric=metric, algorithm="brute").fit(gallery)
    distances, places = index.kneighbors(queries, 4)
    row("nearest", number, places, distances)
    _, others = index.kneighbors(n_neighbors=4)
    found = gallery_labels[others] == gallery_labels[:, None]
    row("recall", number, [found[:, :k].any(axis=1).mean() for k in (1, 2, 4)])
    every, all_places = NearestNeighbors(metric=metric, algorithm="brute").fit(queries).kneighbors(queries, len(queries))
    matrix = numpy.zeros((len(queries), len(queries)))
    numpy.put_along_axis(matrix, all_places, every, axis=1)
    first, second = numpy.triu_indices(len(queries), 1)
    genuine = query_labels[first] == query_labels[second]
    for rate in (0.002, 0.01, 0.05, 0.3):
        row("verify", number, rate, *point(genuine, -matrix[first, second], rate)[:2])
    known = query_labels < 5
    for rate in (0.125, 0.2, 0.5):
        fpr, _, threshold = point(known, -distances[:, 0], rate)
        accepted = (distances[:, 0] <= -threshold) & known
        right = accepted & (gallery_labels[places[:, 0]] == query_labels)
        row("open", number, rate, fpr, right.sum() / known.sum())
row("centroid", 0, NearestCentroid().fit(gallery, gallery_labels).predict(queries))
