"""Outputs and gradients of warps, correlations along rows, cost volumes and soft-argmin.

Run with Debian's python3-torch (made with PyTorch 1.13.0):

    /usr/bin/python3 toolkit/src/test/pytorch/warps.py toolkit/src/test/resources/warps

The files are laid out as those of references.py, in 64-bit floats rounded to 32. Warps are PyTorch's `grid_sample` and `affine_grid` with
`align_corners=True`; the toolkit's displacements and numbers are converted to their positions, the column first and -1 to 1. Correlation and
cost volume are shifted copies of the second image, soft-argmin is PyTorch's softmax. WarpsPyTorchTest.java builds the same layers.
"""

import sys
import zlib
from pathlib import Path

import numpy
import torch
from torch.nn import functional as F

CASES = {}


def case(name, shapes, function, limits=None):
    CASES[name] = (shapes, function, limits or [1.0] * len(shapes))


def draw(generator, shape, limit):
    return torch.tensor(generator.uniform(-limit, limit, shape).astype(numpy.float32).astype(numpy.float64), requires_grad=True)


def write(folder, name):
    shapes, function, limits = CASES[name]
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    inputs = [draw(generator, shape, limit) for shape, limit in zip(shapes, limits)]
    output = function(*inputs)
    factor = torch.tensor(generator.uniform(-1, 1, tuple(output.shape)).astype(numpy.float32).astype(numpy.float64))
    (output * factor).sum().backward()
    arrays = {"factor": factor, "output": output}
    for i, x in enumerate(inputs):
        arrays[f"input/{i}"] = x
        arrays[f"gradient/input/{i}"] = x.grad
    written = {key: value.detach().numpy().astype(numpy.float32) for key, value in arrays.items()}
    numpy.savez_compressed(folder / f"{name}.npz", **written)


def sample(image, grid, padding):
    sampled = F.grid_sample(image.permute(0, 3, 1, 2), grid, mode="bilinear", padding_mode=padding, align_corners=True)
    return sampled.permute(0, 2, 3, 1)


def dense(padding):
    def run(image, field):
        _, height, width, _ = image.shape
        rows = torch.arange(height, dtype=torch.float64)[None, :, None] + field[..., 0]
        columns = torch.arange(width, dtype=torch.float64)[None, None, :] + field[..., 1]
        grid = torch.stack([2 * columns / (width - 1) - 1, 2 * rows / (height - 1) - 1], dim=3)
        return sample(image, grid, padding)

    return run


def affine(padding, size=None, pixels=False):
    def run(image, numbers):
        count, height, width, channels = image.shape
        out = size or (height, width)
        a, b, c, d, e, f = (numbers[:, k] for k in range(6))
        if pixels:
            # Pixels from the middle are half the last index, in units of -1 to 1.
            h, w = (height - 1) / 2, (width - 1) / 2
            oh, ow = (out[0] - 1) / 2, (out[1] - 1) / 2
            a, b, c, d, e, f = a * oh / h, b * ow / h, c / h, d * oh / w, e * ow / w, f / w
        theta = torch.stack([torch.stack([e, d, f], dim=1), torch.stack([b, a, c], dim=1)], dim=1)
        grid = F.affine_grid(theta, [count, channels, *out], align_corners=True)
        return sample(image, grid, padding)

    return run


for padding, outside in (("zeros", "zeros"), ("border", "nearest")):
    for name, limit in (("within-a-pixel", 0.95), ("far", 8.0)):
        case(f"dense-warp-{outside}-{name}", [(2, 6, 7, 3), (2, 6, 7, 2)], dense(padding), [1.0, limit])
    case(f"affine-warp-{outside}", [(3, 6, 7, 2), (3, 6)], affine(padding))
    case(f"affine-warp-{outside}-to-4x9", [(3, 6, 7, 2), (3, 6)], affine(padding, size=(4, 9)))
    case(f"affine-warp-{outside}-pixels", [(3, 6, 9, 2), (3, 6)], affine(padding, pixels=True))
    case(f"affine-warp-{outside}-pixels-to-5x3", [(3, 6, 9, 2), (3, 6)], affine(padding, size=(5, 3), pixels=True))


def moved(image, disparity):
    """Column j has what stood at column j - disparity; zeros from outside."""
    width = image.shape[2]
    wide = F.pad(image, (0, 0, width, width, 0, 0))
    return wide[:, :, width - disparity : 2 * width - disparity]


def correlation(first, last):
    return lambda left, right: torch.stack([(left * moved(right, d)).mean(dim=3) for d in range(first, last + 1)], dim=3)


def volume(first, last, difference=False):
    def run(left, right):
        every = []
        for d in range(first, last + 1):
            other = moved(right, d)
            every.append(left - other if difference else torch.cat([left, other], dim=3))
        return torch.stack(every, dim=1)

    return run


def soft_argmin(costs, first, factor, axis):
    size = costs.shape[axis]
    values = torch.arange(first, first + size, dtype=torch.float64)
    shape = [size if k == axis else 1 for k in range(costs.dim())]
    result = (F.softmax(factor * costs, dim=axis) * values.reshape(shape)).sum(dim=axis, keepdim=True)
    return result[:, 0] if axis == 1 else result


PAIR = [(2, 3, 11, 4), (2, 3, 11, 4)]
for name, first, last in (("5", 0, 4), ("from-minus-3-to-3", -3, 3), ("more-than-columns", 0, 9)):
    case(f"row-correlation-{name}", PAIR, correlation(first, last))
    case(f"cost-volume-{name}", PAIR, volume(first, last))
    case(f"cost-volume-difference-{name}", PAIR, volume(first, last, difference=True))
case("soft-argmin", [(2, 3, 4, 6)], lambda x: soft_argmin(x, 0, -1, 3), [3.0])
case("soft-argmin-volume-from-minus-2", [(2, 5, 3, 4, 1)], lambda x: soft_argmin(x, -2, -1, 1), [3.0])
case("soft-argmin-similarities-temperature-0.5", [(2, 3, 4, 6)], lambda x: soft_argmin(x, 0, 2, 3), [3.0])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in CASES:
        write(folder, name)
    print(f"{len(CASES)} cases in {folder}")
