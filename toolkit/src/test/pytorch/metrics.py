"""Metrics as scikit-learn and scikit-image compute them, in 64-bit floats, as one CSV file.

Run with Debian's python3-sklearn and python3-skimage (made with scikit-learn 1.2.1 and scikit-image 0.19.3):

    /usr/bin/python3 toolkit/src/test/pytorch/metrics.py toolkit/src/test/resources/metrics/sklearn.csv

Each set of data has two lines, `DATA,scores,SHAPE,NUMBERS` and `DATA,targets,...`, with 32-bit values; shape and numbers are separated by
spaces. Then come its values: `DATA,METRIC,TASK,VALUE`, where METRIC is the name of the column. ReferenceMetricTest.java reads it.

Scores of labels and classes are logits; a metric with a threshold gets their sigmoid or softmax in 32 bits. Answers are logits above 0,
or the largest one.
"""

import sys
import zlib

import numpy
from scipy import special
from skimage import metrics as images
from sklearn import metrics, neighbors, preprocessing

LINES = []


def generator(name):
    return numpy.random.default_rng(zlib.crc32(name.encode()))


def data(name, scores, targets):
    """Writes both, and gives them as they are read."""
    wide = []
    for kind, values in (("scores", scores), ("targets", targets)):
        array = numpy.asarray(values, numpy.float32)
        numbers = " ".join(f"{v:.9g}" for v in array.reshape(-1))
        LINES.append(f"{name},{kind},{' '.join(str(s) for s in array.shape)},{numbers}")
        wide.append(array.astype(numpy.float64))
    return wide


def value(name, metric, task, number):
    LINES.append(f"{name},{metric},{task},{number:.17g}")


SCORES = {
    "precision": metrics.precision_score,
    "recall": metrics.recall_score,
    "f1": metrics.f1_score,
    "iou": metrics.jaccard_score,
    "dice": metrics.f1_score,
}


def classes(name, scores, labels, skip=()):
    x, y = data(name, scores, labels)
    k = x.shape[-1]
    x = x.reshape(-1, k)
    y = y.reshape(-1).astype(int)
    answers = x.argmax(1)
    every = list(range(k))

    def add(metric, number):
        if metric not in skip:
            value(name, metric, "CLASSES", number)

    add("accuracy", metrics.accuracy_score(y, answers))
    add("balancedAccuracy", metrics.balanced_accuracy_score(y, answers))
    if k > 2:
        add("top1Accuracy", metrics.top_k_accuracy_score(y, x, k=1, labels=every))
        add("top2Accuracy", metrics.top_k_accuracy_score(y, x, k=2, labels=every))
    for weights in ("", "linear", "quadratic"):
        add(
            "cohenKappa" + (weights and "_" + weights),
            metrics.cohen_kappa_score(y, answers, labels=every, weights=weights or None),
        )
    for score, function in SCORES.items():
        if k == 2:
            add(score, function(y, answers))
        add(score + "_macro", function(y, answers, average="macro"))
        add(score + "_micro", function(y, answers, average="micro"))
        add(score + "_class_1", function(y, answers, average=None, labels=[1])[0])
        said = special.softmax(x, axis=1).astype(numpy.float32)[:, 1] > numpy.float32(0.3)
        add(score + "_class_1_above_0.3", function(y == 1, said))
    if k == 2:
        add("rocAuc", metrics.roc_auc_score(y, x[:, 1] - x[:, 0]))
        add("averagePrecision", metrics.average_precision_score(y, x[:, 1] - x[:, 0]))
    else:
        p = special.softmax(x, axis=1)
        if "rocAuc_macro" not in skip:
            add("rocAuc_macro", metrics.roc_auc_score(y, p, multi_class="ovr"))
            one_hot = preprocessing.label_binarize(y, classes=every)
            add("averagePrecision_macro", metrics.average_precision_score(one_hot, p))


def labels_of(name, scores, targets):
    x, y = data(name, scores, targets)
    k = x.shape[-1]
    rows = x.reshape(-1, k)
    wanted = y.reshape(-1, k).astype(int)
    answers = (rows > 0).astype(int)
    one = wanted.reshape(-1)

    def add(metric, number):
        value(name, metric, "LABELS", number)

    add("accuracy", metrics.accuracy_score(one, answers.reshape(-1)))
    add("balancedAccuracy", metrics.balanced_accuracy_score(one, answers.reshape(-1)))
    add("cohenKappa", metrics.cohen_kappa_score(one, answers.reshape(-1)))
    p = special.expit(rows).astype(numpy.float32)
    for score, function in SCORES.items():
        add(score, function(one, answers.reshape(-1)))
        for threshold in (0.3, 0.8):
            said = (p > numpy.float32(threshold)).astype(int)
            add(f"{score}_above_{threshold}", function(one, said.reshape(-1)))
            if k > 1:
                add(f"{score}_macro_above_{threshold}", function(wanted, said, average="macro"))
        if k > 1:
            add(score + "_macro", function(wanted, answers, average="macro"))
            add(score + "_micro", function(wanted, answers, average="micro"))
            add(score + "_class_2", function(wanted, answers, average=None)[2])
    add("rocAuc", metrics.roc_auc_score(one, rows.reshape(-1)))
    add("averagePrecision", metrics.average_precision_score(one, rows.reshape(-1)))
    for steps in (7, 50):
        step = numpy.minimum(numpy.floor(special.expit(rows) * steps), steps - 1).reshape(-1)
        add(f"rocAuc_{steps}_thresholds", metrics.roc_auc_score(one, step))
        add(f"averagePrecision_{steps}_thresholds", metrics.average_precision_score(one, step))
    if k > 1:
        add("rocAuc_macro", metrics.roc_auc_score(wanted, rows))
        add("averagePrecision_macro", metrics.average_precision_score(wanted, rows))


def numbers(name, outputs, targets):
    x, y = data(name, outputs, targets)
    rows = x.reshape(x.shape[0], -1)
    wanted = y.reshape(x.shape[0], -1)
    value(name, "meanAbsoluteError", "NUMBERS", metrics.mean_absolute_error(wanted, rows))
    value(
        name,
        "rootMeanSquaredError",
        "NUMBERS",
        metrics.mean_squared_error(wanted.reshape(-1), rows.reshape(-1), squared=False),
    )
    value(name, "r2", "NUMBERS", metrics.r2_score(wanted, rows))


def pictures(name, outputs, targets, largest):
    x, y = data(name, outputs, targets)
    noise = [images.peak_signal_noise_ratio(b, a, data_range=largest) for a, b in zip(x, y)]
    value(name, f"psnr {largest}", "IMAGES", numpy.mean(noise))
    likeness = [
        images.structural_similarity(
            b,
            a,
            data_range=largest,
            channel_axis=-1,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
        )
        for a, b in zip(x, y)
    ]
    value(name, f"ssim {largest}", "IMAGES", numpy.mean(likeness))


def embeddings(name, vectors, groups):
    x, y = data(name, vectors, groups)
    for distance, suffix in (("euclidean", ""), ("cosine", "_cosine")):
        # The first neighbour is the sample itself.
        near = neighbors.NearestNeighbors(metric=distance, algorithm="brute").fit(x)
        order = near.kneighbors(x, n_neighbors=9, return_distance=False)[:, 1:]
        asked = [i for i in range(len(y)) if (y == y[i]).sum() > 1]
        for k in (1, 4, 8):
            found = [(y[order[i, :k]] == y[i]).any() for i in asked]
            value(name, f"recallAt{k}{suffix}", "EMBEDDINGS", numpy.mean(found))


g = generator("classes")
for shape in ((53, 5), (3, 2, 5, 4), (41, 2)):
    name = "classes " + "x".join(str(s) for s in shape)
    right = g.integers(0, shape[-1], shape[:-1])
    classes(name, g.normal(size=shape) + 1.2 * (numpy.arange(shape[-1]) == right[..., None]), right)

# Of six classes, 3 never occurs and 5 is neither wanted nor answered. What scikit-learn warns of is NaN in the toolkit.
x = g.normal(size=(37, 6))
x[:, 5] = -9
x[0, 3] = 9
classes(
    "classes some",
    x,
    g.choice([0, 1, 2, 4], 37),
    ("recall_macro", "rocAuc_macro"),
)

g = generator("labels")
for shape in ((61, 1), (23, 3), (3, 4, 2, 3)):
    name = "labels " + "x".join(str(s) for s in shape)
    right = (g.uniform(size=shape) < 0.4).astype(int)
    labels_of(name, g.normal(size=shape) + 1.5 * right - 0.5, right)
right = g.integers(0, 2, (67, 1))
labels_of("labels tied", numpy.round((g.normal(size=(67, 1)) + right) * 2) / 2, right)

g = generator("numbers")
for shape in ((29, 1), (31, 3), (5, 3, 2, 2)):
    name = "numbers " + "x".join(str(s) for s in shape)
    y = g.normal(size=shape) * (1 + numpy.arange(shape[-1]))
    numbers(name, y + g.normal(size=shape) * 0.4, y)
y = 20000 + g.integers(0, 9, (43, 2)) / 512
numbers("numbers large", y + g.integers(-4, 5, (43, 2)) / 512, y)
y = numpy.column_stack((g.normal(size=17), numpy.full(17, 0.1)))
numbers("numbers constant", y + numpy.column_stack((g.normal(size=17), numpy.zeros(17))), y)

g = generator("images")
for shape, largest in (((3, 13, 17, 1), 1.0), ((2, 12, 15, 3), 255.0)):
    name = "images " + "x".join(str(s) for s in shape)
    y = g.uniform(0, largest, shape)
    pictures(name, numpy.clip(y + g.normal(size=shape) * largest / 6, 0, largest), y, largest)

g = generator("embeddings")
groups = g.integers(0, 9, 47)
groups[0] = 77
embeddings("embeddings", g.normal(size=(47, 5)) + 0.8 * g.normal(size=(80, 5))[groups], groups)

with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("data,kind,shape or task,numbers\n")
    file.write("\n".join(LINES) + "\n")
