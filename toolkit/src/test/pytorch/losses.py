"""Losses and their gradients as PyTorch computes them, in 64-bit floats, as one CSV file.

Run with Debian's python3-torch and python3-scipy (made with PyTorch 1.13.1 and SciPy 1.10.1):

    /usr/bin/python3 toolkit/src/test/pytorch/losses.py toolkit/src/test/resources/losses/pytorch.csv

Each case has four lines: `name,scores,SHAPE,NUMBERS`, then `targets`, `losses` and `gradient`; shape and numbers are separated by
spaces. Scores and targets are 32-bit values in the layout of the toolkit. `losses` holds one number for each sample, or their mean
where a loss needs the whole batch; `gradient` is that of the mean with respect to the scores. PyTorchLossTest.java names the losses.

Where PyTorch has the loss as a function, that is called; the others are written with its operations, and its autograd takes the
gradient. The values of ssim come from scipy.ndimage as scikit-image's structural_similarity computes them with gaussian_weights=True,
sigma=1.5 and use_sample_covariance=False.
"""

import sys
import zlib

import numpy
import torch
from scipy import ndimage
from torch.nn import functional as F

LINES = []


def generator(name):
    return numpy.random.default_rng(zlib.crc32(name.encode()))


def wide(values):
    return torch.tensor(numpy.asarray(values, numpy.float32).astype(numpy.float64))


def case(name, scores, targets, function):
    x = wide(scores).requires_grad_(True)
    y = wide(targets)
    losses = function(x, y)
    losses.mean().backward()
    for kind, values in (("scores", x), ("targets", y), ("losses", losses), ("gradient", x.grad)):
        array = values.detach().numpy()
        digits = 9 if kind in ("scores", "targets") else 12
        numbers = " ".join(f"{v:.{digits}g}" for v in array.reshape(-1))
        LINES.append(f"{name},{kind},{' '.join(str(s) for s in array.shape)},{numbers}")


def over_positions(losses):
    return losses.reshape(losses.shape[0], -1).mean(1)


# Numbers.

for shape in ((7, 3), (3, 2, 5, 1)):
    size = "x".join(str(s) for s in shape)
    g = generator(size)
    x = g.uniform(-4, 4, shape)
    y = g.uniform(-3, 3, shape)
    case(f"meanSquaredError {size}", x, y, lambda a, b: over_positions(F.mse_loss(a, b, reduction="none")))
    case(f"meanAbsoluteError {size}", x, y, lambda a, b: over_positions(F.l1_loss(a, b, reduction="none")))
    for delta in (0.5, 2.0):
        case(
            f"huber {delta} {size}",
            x,
            y,
            lambda a, b: over_positions(F.huber_loss(a, b, reduction="none", delta=delta)),
        )
    case(f"logCosh {size}", x, y, lambda a, b: over_positions(torch.log(torch.cosh(a - b))))
    labels = g.integers(0, 2, shape)
    case(
        f"binaryCrossEntropy {size}",
        x,
        labels,
        lambda a, b: over_positions(F.binary_cross_entropy_with_logits(a, b, reduction="none")),
    )
    case(
        f"binaryCrossEntropy smoothed {size}",
        x,
        labels,
        lambda a, b: over_positions(F.binary_cross_entropy_with_logits(a, b * 0.9 + 0.05, reduction="none")),
    )

    def binary_focal(a, b):
        """As torchvision.ops.sigmoid_focal_loss."""
        p = torch.sigmoid(a)
        ce = F.binary_cross_entropy_with_logits(a, b, reduction="none")
        right = p * b + (1 - p) * (1 - b)
        return over_positions((0.3 * b + 0.7 * (1 - b)) * ce * (1 - right) ** 2)

    case(f"binaryFocalCrossEntropy {size}", x, labels, binary_focal)

g = generator("rows")
x = g.uniform(-4, 4, (5, 2, 4))
y = g.uniform(-3, 3, (5, 2, 4))
case("cosineSimilarity", x, y, lambda a, b: over_positions(-F.cosine_similarity(a, b, dim=-1)))

# Classes.

g = generator("classes")
for shape in ((11, 4), (3, 2, 3, 5)):
    size = "x".join(str(s) for s in shape)
    k = shape[-1]
    x = g.uniform(-4, 4, shape)
    labels = g.integers(0, k, shape[:-1])
    shares = g.dirichlet(numpy.ones(k), shape[:-1])
    axes = (0, len(shape) - 1, *range(1, len(shape) - 1))

    def cross_entropy(a, b, **options):
        a = a.permute(axes)
        b = b.permute(axes) if b.dim() == a.dim() else b.long()
        return F.cross_entropy(a, b, reduction="none", **options)

    case(f"softmaxCrossEntropy {size}", x, labels, lambda a, b: over_positions(cross_entropy(a, b)))
    case(
        f"softmaxCrossEntropy smoothed {size}",
        x,
        labels,
        lambda a, b: over_positions(cross_entropy(a, b, label_smoothing=0.1)),
    )
    case(f"softmaxCrossEntropy shares {size}", x, shares, lambda a, b: over_positions(cross_entropy(a, b)))
    ignored = numpy.where(g.uniform(size=labels.shape) < 0.4, 255, labels)
    ignored.reshape(-1)[0] = 0
    case(
        f"softmaxCrossEntropy ignoring {size}",
        x,
        ignored,
        lambda a, b: F.cross_entropy(a.permute(axes), b.long(), ignore_index=255),
    )

    def focal(a, b):
        log_p = F.log_softmax(a, -1).gather(-1, b.long().unsqueeze(-1)).squeeze(-1)
        return over_positions(-0.25 * (1 - log_p.exp()) ** 2 * log_p)

    case(f"softmaxFocalCrossEntropy {size}", x, labels, focal)

# Masks.

g = generator("masks")
p = g.uniform(0, 1, (3, 4, 5, 2))
y = g.integers(0, 2, (3, 4, 5, 2))


def sums(p, y):
    return (p * y).sum((1, 2)), p.sum((1, 2)), y.sum((1, 2))


def dice(p, y):
    both, ps, ys = sums(p, y)
    return (1 - (2 * both + 1) / (ps + ys + 1)).mean(1)


def iou(p, y):
    both, ps, ys = sums(p, y)
    return (1 - (both + 1) / (ps + ys - both + 1)).mean(1)


def tversky(p, y):
    both, ps, ys = sums(p, y)
    return (1 - (both + 1) / (both + 0.3 * (ps - both) + 0.7 * (ys - both) + 1)).mean(1)


case("dice", p, y, dice)
case("iou", p, y, iou)
case("tversky", p, y, tversky)

# Images.

OFFSETS = torch.arange(-5, 6, dtype=torch.float64)
LINE = torch.exp(-(OFFSETS**2) / (2 * 1.5**2))
WINDOW = torch.outer(LINE, LINE) / LINE.sum() ** 2


def means(x):
    n, c, h, w = x.shape
    return F.conv2d(x.reshape(n * c, 1, h, w), WINDOW[None, None]).reshape(n, c, h - 10, w - 10)


def similarity(x, y, span):
    mx, my = means(x), means(y)
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    vx, vy, vxy = means(x * x) - mx**2, means(y * y) - my**2, means(x * y) - mx * my
    structure = (2 * vxy + c2) / (vx + vy + c2)
    whole = (2 * mx * my + c1) / (mx**2 + my**2 + c1) * structure
    return whole.mean((2, 3)), structure.mean((2, 3))


def ssim(a, b):
    return 1 - similarity(a.permute(0, 3, 1, 2), b.permute(0, 3, 1, 2), 1)[0].mean(1)


def multi_scale(weights):
    def function(a, b):
        a, b = a.permute(0, 3, 1, 2), b.permute(0, 3, 1, 2)
        product = 1
        for i, weight in enumerate(weights):
            whole, structure = similarity(a, b, 1)
            last = i == len(weights) - 1
            product = product * (whole if last else structure).clamp(min=1e-6) ** weight
            a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
        return 1 - product.mean(1)

    return function


def skimage_ssim(x, y):
    """One channel: means of scipy's Gaussian filter over the windows that lie in the image."""

    def mean(v):
        return ndimage.gaussian_filter(v, sigma=1.5, truncate=3.5)[5:-5, 5:-5]

    mx, my = mean(x), mean(y)
    vx, vy, vxy = mean(x * x) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    return (((2 * mx * my + c1) * (2 * vxy + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean()


g = generator("images")
y = g.uniform(0, 1, (3, 14, 13, 2)).astype(numpy.float32)
x = (y + g.uniform(-0.3, 0.3, y.shape)).astype(numpy.float32)
case("ssim", x, y, ssim)
by_scipy = [
    1 - numpy.mean([skimage_ssim(x[i, ..., k].astype(float), y[i, ..., k].astype(float)) for k in range(2)])
    for i in range(3)
]
by_torch = ssim(wide(x), wide(y)).numpy()
assert numpy.abs(by_scipy - by_torch).max() < 1e-12, (by_scipy, by_torch)
y = g.uniform(0, 1, (1, 46, 45, 1))
case("multiScaleSsim", y + g.uniform(-0.3, 0.3, y.shape), y, multi_scale((0.3, 0.3, 0.4)))


def correlation(a, b):
    a = a - a.mean((1, 2), keepdim=True)
    b = b - b.mean((1, 2), keepdim=True)
    return (1 - (a * b).sum((1, 2)) / torch.sqrt((a * a).sum((1, 2)) * (b * b).sum((1, 2)))).mean(1)


case("normalizedCrossCorrelation", g.uniform(0, 1, (3, 4, 5, 2)), g.uniform(0, 1, (3, 4, 5, 2)), correlation)

SOBEL = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]], dtype=torch.float64) / 8


def fusion(a, b):
    """Structure 2, gradient 3, intensity 0.5; an image of three sources."""
    a, b = a.permute(0, 3, 1, 2), b.permute(0, 3, 1, 2)
    structure = sum(1 - similarity(a, b[:, k : k + 1], 1)[0].mean(1) for k in range(3)) / 3
    gradient = 0
    for kernel in (SOBEL, SOBEL.T):
        slopes = torch.cat([F.conv2d(b[:, k : k + 1], kernel[None, None]) for k in range(3)], 1)
        steepest = slopes.gather(1, slopes.abs().argmax(1, keepdim=True))
        gradient = gradient + (F.conv2d(a, kernel[None, None]) - steepest).abs().mean((1, 2, 3))
    intensity = (a - b.amax(1, keepdim=True)).abs().mean((1, 2, 3))
    return 2 * structure + 3 * gradient + 0.5 * intensity


g = generator("fusion")
y = g.uniform(0, 1, (2, 12, 14, 3))
case("imageFusion", y.mean(3, keepdims=True) + g.uniform(-0.2, 0.2, (2, 12, 14, 1)), y, fusion)

# Distances and embeddings.

g = generator("embeddings")


def contrastive(d, y):
    """PyTorch's hinge embedding loss, of squares, has the other shape; so by its formula."""
    return over_positions(y.reshape(d.shape) * d**2 + (1 - y.reshape(d.shape)) * F.relu(0.6 - d) ** 2)


case("contrastive", g.uniform(0, 1.5, (9, 1)), g.integers(0, 2, 9), contrastive)

x = g.uniform(-1, 1, (9, 4))
labels = numpy.array([0, 1, 2, 0, 1, 2, 0, 1, 3])


def triplets(choose):
    """PyTorch's triplet_margin_loss over the triplets that are chosen from the distances."""

    def function(a, y):
        d = torch.cdist(a, a, compute_mode="donot_use_mm_for_euclid_dist").detach().numpy()
        anchors, own, other = zip(*choose(d, y.numpy()))
        losses = F.triplet_margin_loss(
            a[list(anchors)], a[list(own)], a[list(other)], margin=MARGIN, eps=0.0, reduction="none"
        )
        return losses[losses > 0].mean() if choose is every else losses.mean()

    return function


MARGIN = 0.5


def every(d, y):
    n = len(y)
    return [
        (a, p, q)
        for a in range(n)
        for p in range(n)
        for q in range(n)
        if a != p and y[a] == y[p] and y[a] != y[q]
    ]


def hardest(d, y):
    n = len(y)
    for a in range(n):
        own = [p for p in range(n) if p != a and y[p] == y[a]]
        other = [q for q in range(n) if y[q] != y[a]]
        if own and other:
            yield a, max(own, key=lambda p: d[a, p]), min(other, key=lambda q: d[a, q])


def semi_hard(d, y):
    n = len(y)
    for a in range(n):
        other = [q for q in range(n) if y[q] != y[a]]
        for p in range(n):
            if p != a and y[p] == y[a]:
                farther = [q for q in other if d[a, q] > d[a, p]]
                if farther:
                    yield a, p, min(farther, key=lambda q: d[a, q])
                else:
                    yield a, p, max(other, key=lambda q: d[a, q])


case("triplet", x, labels, triplets(every))
case("triplet hard", x, labels, triplets(hardest))
case("triplet semiHard", x, labels, triplets(semi_hard))


def nt_xent(a, y):
    """Views of each sample side by side; the other view is the class that a cross-entropy looks for."""
    n = a.shape[0]
    z = F.normalize(a.permute(1, 0, 2).reshape(2 * n, -1), dim=1)
    logits = (z @ z.T / 0.5).masked_fill(torch.eye(2 * n, dtype=torch.bool), float("-inf"))
    other = torch.cat([torch.arange(n, 2 * n), torch.arange(0, n)])
    return F.cross_entropy(logits, other)


case("ntXent", g.uniform(-1, 1, (5, 2, 3)), numpy.arange(5), nt_xent)


def batch_contrastive(a, y):
    """By a list of the pairs of embeddings, each once; views of a sample have its label."""
    views = a.shape[1] if a.dim() == 3 else 1
    a, y = a.reshape(-1, a.shape[-1]), y.repeat_interleave(views)
    i, j = torch.combinations(torch.arange(len(a))).T
    d = F.pairwise_distance(a[i], a[j], eps=0.0)
    assert (d - F.pdist(a)).abs().max() < 1e-12
    return torch.where(y[i] == y[j], d, F.relu(1.5 - d)).square().mean()


case("batchContrastive 9x4", x, labels, batch_contrastive)
case("batchContrastive 4x3x2", g.uniform(-1, 1, (4, 3, 2)), numpy.array([2, 0, 2, 1]), batch_contrastive)

with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("\n".join(["case,kind,shape,numbers", *LINES]) + "\n")
