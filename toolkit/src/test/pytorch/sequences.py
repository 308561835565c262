"""Outputs and gradients for layers over sequences and volumes.

Run with Debian's python3-torch (made with PyTorch 1.13.1):

    /usr/bin/python3 toolkit/src/test/pytorch/sequences.py toolkit/src/test/resources/sequences

The files are laid out as those of references.py: `input/0` is a sequence or volume (N, T, H, W, C), `input/1` the presence of steps
(N, T), where there is one. ConvLSTM2D is computed twice, both from its formulas: by NumPy with loops over the kernel, which is
written to the file, and by PyTorch, which must agree to 1e-12 and whose autograd gives the gradients. Conv3D and the pooling layers
are PyTorch's own. The computation is in 64-bit floats. SequencesPyTorchTest.java builds the same layers.
"""

import sys
import zlib
from pathlib import Path

import numpy
import torch
from torch.nn import functional as F

CASES = {}


def case(name, shape, weights, function, plain=None, presence=None):
    CASES[name] = (shape, weights, function, plain, presence)


def draw(generator, shape, limit):
    return torch.tensor(generator.uniform(-limit, limit, shape).astype(numpy.float32).astype(numpy.float64), requires_grad=True)


def write(folder, name):
    shape, weights, function, plain, presence = CASES[name]
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    x = draw(generator, shape, 1.0)
    w = {path: draw(generator, size, 0.6) for path, size in weights.items()}
    there = numpy.ones(shape[:2]) if presence is None else numpy.array(presence, dtype=numpy.float64)
    output = function(x, torch.tensor(there), w)
    if plain is not None:
        by_loops = plain(x.detach().numpy(), there, {path: value.detach().numpy() for path, value in w.items()})
        difference = numpy.abs(by_loops - output.detach().numpy()).max()
        assert by_loops.shape == tuple(output.shape) and difference < 1e-12, (name, by_loops.shape, output.shape, difference)
    factor = torch.tensor(generator.uniform(-1, 1, tuple(output.shape)).astype(numpy.float32).astype(numpy.float64))
    (output * factor).sum().backward()
    arrays = {"factor": factor, "output": output, "input/0": x, "gradient/input/0": x.grad}
    if presence is not None:
        arrays["input/1"] = torch.tensor(there)
        arrays["gradient/input/1"] = torch.zeros(shape[:2])
    for path, value in w.items():
        arrays[f"weight/{path}"] = value
        arrays[f"gradient/weight/{path}"] = value.grad
    written = {key: value.detach().numpy().astype(numpy.float32) for key, value in arrays.items()}
    if plain is not None:
        written["output"] = by_loops.astype(numpy.float32)
    numpy.savez_compressed(folder / f"{name}.npz", **written)


def conv(x, kernel, stride, same):
    """(N, H, W, C) with zeros as TensorFlow's SAME has them: the odd one below and to the right."""
    x = x.permute(0, 3, 1, 2)
    if same:
        zeros = []
        for size, k in ((x.shape[3], kernel.shape[1]), (x.shape[2], kernel.shape[0])):
            total = max((-(-size // stride) - 1) * stride + k - size, 0)
            zeros += [total // 2, total - total // 2]
        x = F.pad(x, zeros)
    return F.conv2d(x, kernel.permute(3, 2, 0, 1), stride=stride).permute(0, 2, 3, 1)


def conv_lstm(stride=1, same=False, sequences=False):
    def run(x, there, w):
        h = c = None
        every = []
        for t in range(x.shape[1]):
            present = (there[:, t] > 0.5)[:, None, None, None]
            image = torch.where(present, x[:, t], torch.zeros_like(x[:, t]))
            gates = conv(image, w["kernel"], stride, same) + w["bias"]
            if h is None:
                h = c = torch.zeros(*gates.shape[:3], gates.shape[3] // 4, dtype=torch.float64)
            i, f, g, o = torch.chunk(gates + conv(h, w["recurrentKernel"], 1, True), 4, dim=3)
            cell = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            c, h = torch.where(present, cell, c), torch.where(present, torch.sigmoid(o) * torch.tanh(cell), h)
            every.append(h)
        return torch.stack(every, dim=1) if sequences else h

    return run


def plain_conv(x, kernel, stride, same):
    kh, kw = kernel.shape[:2]
    if same:
        zeros = [(0, 0)]
        for size, k in ((x.shape[1], kh), (x.shape[2], kw)):
            total = max((-(-size // stride) - 1) * stride + k - size, 0)
            zeros.append((total // 2, total - total // 2))
        x = numpy.pad(x, zeros + [(0, 0)])
    height = (x.shape[1] - kh) // stride + 1
    width = (x.shape[2] - kw) // stride + 1
    y = numpy.zeros((x.shape[0], height, width, kernel.shape[3]))
    for row in range(height):
        for column in range(width):
            window = x[:, row * stride : row * stride + kh, column * stride : column * stride + kw, :]
            y[:, row, column] = numpy.einsum("nuvc,uvcf->nf", window, kernel)
    return y


def plain_conv_lstm(stride=1, same=False, sequences=False):
    def sigmoid(z):
        return 1 / (1 + numpy.exp(-z))

    def run(x, there, w):
        every = []
        h = c = None
        for t in range(x.shape[1]):
            gates = plain_conv(x[:, t], w["kernel"], stride, same) + w["bias"]
            filters = gates.shape[3] // 4
            if h is None:
                h = c = numpy.zeros(gates.shape[:3] + (filters,))
            gates = gates + plain_conv(h, w["recurrentKernel"], 1, True)
            i, f, g, o = (gates[..., k * filters : (k + 1) * filters] for k in range(4))
            cell = sigmoid(f) * c + sigmoid(i) * numpy.tanh(g)
            out = sigmoid(o) * numpy.tanh(cell)
            present = (there[:, t] > 0.5)[:, None, None, None]
            h, c = numpy.where(present, out, h), numpy.where(present, cell, c)
            every.append(h)
        return numpy.stack(every, axis=1) if sequences else h

    return run


def lstm_weights(height, width, channels, filters):
    return {
        "kernel": (height, width, channels, 4 * filters),
        "recurrentKernel": (height, width, filters, 4 * filters),
        "bias": (4 * filters,),
    }


LENGTHS = [[1, 1, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]]
for name, options, shape, size, presence in (
    ("conv-lstm2d", {}, (2, 4, 5, 6, 2), (3, 3, 2, 3), None),
    ("conv-lstm2d-sequences", {"sequences": True}, (2, 3, 5, 4, 1), (2, 3, 1, 2), None),
    ("conv-lstm2d-same-strides-2", {"same": True, "stride": 2}, (2, 3, 6, 5, 2), (3, 3, 2, 2), None),
    ("conv-lstm2d-one-step", {"same": True}, (3, 1, 4, 4, 1), (3, 3, 1, 2), None),
    ("conv-lstm2d-missing", {"same": True}, (3, 4, 4, 4, 2), (3, 3, 2, 2), LENGTHS),
    ("conv-lstm2d-missing-sequences", {"sequences": True}, (3, 4, 4, 4, 2), (2, 2, 2, 2), LENGTHS),
):
    case(name, shape, lstm_weights(*size), conv_lstm(**options), plain_conv_lstm(**options), presence)


def conv3d(**options):
    def run(x, there, w):
        y = F.conv3d(x.permute(0, 4, 1, 2, 3), w["kernel"].permute(4, 3, 0, 1, 2), w["bias"], **options)
        return y.permute(0, 2, 3, 4, 1)

    return run


def pool3d(function, **options):
    return lambda x, there, w: function(x.permute(0, 4, 1, 2, 3), **options).permute(0, 2, 3, 4, 1)


for name, channels, size, options in (
    ("conv3d", 2, (3, 3, 3), {}),
    ("conv3d-many-channels", 6, (3, 3, 3), {}),
    ("conv3d-2-1-3", 2, (2, 1, 3), {}),
    ("conv3d-strides-2", 2, (3, 3, 3), {"stride": 2}),
    ("conv3d-strides-2-many-channels", 5, (2, 3, 3), {"stride": (2, 1, 1)}),
    ("conv3d-dilation-2", 2, (2, 2, 2), {"dilation": 2}),
    ("conv3d-same", 2, (3, 3, 3), {"padding": 1}),
    ("conv3d-same-many-channels", 5, (3, 3, 3), {"padding": 1}),
):
    case(name, (2, 5, 6, 5, channels), {"kernel": size + (channels, 3), "bias": (3,)}, conv3d(**options))

case("max-pooling3d", (2, 5, 6, 5, 2), {}, pool3d(F.max_pool3d, kernel_size=2))
case("max-pooling3d-3-strides-2", (2, 5, 7, 5, 2), {}, pool3d(F.max_pool3d, kernel_size=3, stride=2))
case("average-pooling3d", (2, 5, 6, 5, 2), {}, pool3d(F.avg_pool3d, kernel_size=2))
case("average-pooling3d-1-2-3", (2, 5, 6, 5, 2), {}, pool3d(F.avg_pool3d, kernel_size=(1, 2, 3)))
case("global-average-pooling3d", (2, 3, 4, 5, 2), {}, lambda x, there, w: x.mean(dim=(1, 2, 3)))
case("global-max-pooling3d", (2, 3, 4, 5, 2), {}, lambda x, there, w: x.amax(dim=(1, 2, 3)))


@(lambda function: case("time-distributed-missing", (3, 4, 5), {"dense/kernel": (5, 2), "dense/bias": (2,)}, function, presence=LENGTHS))
def time_distributed(x, there, w):
    y = torch.relu(x @ w["dense/kernel"] + w["dense/bias"])
    return torch.where(there[..., None] > 0.5, y, torch.zeros_like(y))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in CASES:
        write(folder, name)
    print(f"{len(CASES)} cases in {folder}")
