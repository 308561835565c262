"""Outputs and gradients of PyTorch, for the layers that have a counterpart there.

Run with Debian's python3-torch (made with PyTorch 1.13.1):

    /usr/bin/python3 toolkit/src/test/pytorch/references.py toolkit/src/test/resources/pytorch

Each case is one .npz file: `input/0`..., `weight/PATH`..., `factor`, `output`, and the gradients of sum(output * factor),
`gradient/input/0`... and `gradient/weight/PATH`.... Arrays are in the layout of the toolkit: images (N, H, W, C), kernels
(h, w, in, out); here they are turned to PyTorch's before it computes. The computation is in 64-bit floats, the files hold
32-bit ones, and everything is drawn from one seed. PyTorchTest.java builds the same layers.
"""

import sys
import zlib
from pathlib import Path

import numpy
import torch
from torch.nn import functional as F

CASES = {}


def case(name, inputs, weights=None, low=-1.0, high=1.0):
    """Registers a function of inputs and weights, given with their shapes; low and high bound the inputs."""

    def register(function):
        assert name not in CASES, name
        CASES[name] = (function, inputs, weights or {}, low, high)
        return function

    return register


def draw(generator, shape, low, high):
    """32-bit values as 64-bit numbers, away from zero, where many functions have a kink."""
    values = generator.uniform(low, high, shape)
    values = numpy.where(numpy.abs(values) < 0.02, 0.05, values)
    return torch.tensor(values.astype(numpy.float32).astype(numpy.float64), requires_grad=True)


def write(folder, name):
    function, inputs, weights, low, high = CASES[name]
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    x = [draw(generator, shape, low, high) for shape in inputs]
    w = {path: draw(generator, shape, -0.6, 0.6) for path, shape in weights.items()}
    output = function(*x, **{path.replace("/", "_"): value for path, value in w.items()})
    factor = torch.tensor(generator.uniform(-1, 1, tuple(output.shape)).astype(numpy.float32).astype(numpy.float64))
    (output * factor).sum().backward()
    arrays = {"factor": factor, "output": output}
    for i, value in enumerate(x):
        arrays[f"input/{i}"] = value
        arrays[f"gradient/input/{i}"] = value.grad
    for path, value in w.items():
        arrays[f"weight/{path}"] = value
        arrays[f"gradient/weight/{path}"] = value.grad
    plain = {key: value.detach().numpy().astype(numpy.float32) for key, value in arrays.items()}
    numpy.savez_compressed(folder / f"{name}.npz", **plain)


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


def conv(x, kernel, bias=None, **options):
    return channels_last(F.conv2d(channels_first(x), kernel.permute(3, 2, 0, 1), bias, **options))


def pad(x, top, bottom, left, right):
    return F.pad(x, (0, 0, left, right, top, bottom))


# Convolutions.

IMAGE = (2, 7, 6, 3)
KERNEL = {"kernel": (3, 3, 3, 4), "bias": (4,)}

for name, options in {
    "conv2d": {},
    "conv2d-strides-2": {"stride": 2},
    "conv2d-strides-2-3": {"stride": (2, 3)},
    "conv2d-padding-1": {"padding": 1},
    "conv2d-padding-2-1": {"padding": (2, 1), "stride": 2},
    "conv2d-dilation-2": {"dilation": 2},
    "conv2d-dilation-2-padding-2": {"dilation": 2, "padding": 2},
    "conv2d-dilation-3-1-padding-3": {"dilation": (3, 1), "padding": 3},
    "conv2d-dilation-2-strides-2-padding-2": {"dilation": 2, "stride": 2, "padding": 2},
}.items():
    case(name, [IMAGE], KERNEL)(lambda x, kernel, bias, options=options: conv(x, kernel, bias, **options))

case("conv2d-same", [IMAGE], KERNEL)(lambda x, kernel, bias: conv(x, kernel, bias, padding="same"))
case("conv2d-same-dilation-2", [IMAGE], KERNEL)(
    lambda x, kernel, bias: conv(x, kernel, bias, padding="same", dilation=2)
)
case("conv2d-padding-uneven", [IMAGE], KERNEL)(
    lambda x, kernel, bias: conv(pad(x, 2, 0, 1, 3), kernel, bias, stride=2)
)
case("conv2d-no-bias-relu", [IMAGE], {"kernel": (2, 3, 3, 4)})(lambda x, kernel: F.relu(conv(x, kernel)))
case("conv2d-groups-2", [(2, 5, 6, 4)], {"kernel": (3, 2, 2, 6), "bias": (6,)})(
    lambda x, kernel, bias: conv(x, kernel, bias, groups=2)
)
case("conv2d-groups-4-strides-2-dilation-2", [(2, 7, 6, 4)], {"kernel": (2, 2, 1, 4), "bias": (4,)})(
    lambda x, kernel, bias: conv(x, kernel, bias, groups=4, stride=2, dilation=2)
)
case("custom-conv2d", [IMAGE], {"kernel": (3, 3, 3, 4)})(lambda x, kernel: conv(x, kernel, padding="same"))


def depthwise(x, kernel, bias=None, **options):
    height, width, channels, multiplier = kernel.shape
    turned = kernel.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)
    return channels_last(F.conv2d(channels_first(x), turned, bias, groups=channels, **options))


for name, multiplier, options in [
    ("depthwise-conv2d", 1, {}),
    ("depthwise-conv2d-multiplier-2", 2, {"padding": 1}),
    ("depthwise-conv2d-strides-2", 2, {"stride": 2}),
    ("depthwise-conv2d-dilation-2", 1, {"dilation": 2, "padding": 2}),
]:
    case(name, [IMAGE], {"kernel": (3, 3, 3, multiplier), "bias": (3 * multiplier,)})(
        lambda x, kernel, bias, options=options: depthwise(x, kernel, bias, **options)
    )

case(
    "separable-conv2d",
    [IMAGE],
    {"depthwiseKernel": (3, 3, 3, 2), "pointwiseKernel": (1, 1, 6, 4), "bias": (4,)},
)(lambda x, depthwiseKernel, pointwiseKernel, bias: conv(depthwise(x, depthwiseKernel), pointwiseKernel, bias))


def transposed(x, kernel, bias, **options):
    return channels_last(F.conv_transpose2d(channels_first(x), kernel.permute(3, 2, 0, 1), bias, **options))


for name, options in {
    "conv2d-transpose": {},
    "conv2d-transpose-strides-2": {"stride": 2},
    "conv2d-transpose-strides-2-padding-1": {"stride": 2, "padding": 1},
    "conv2d-transpose-strides-2-output-padding-1": {"stride": 2, "padding": 1, "output_padding": 1},
    "conv2d-transpose-strides-3": {"stride": 3},
    "conv2d-transpose-dilation-2": {"dilation": 2},
}.items():
    case(name, [(2, 4, 3, 3)], {"kernel": (3, 3, 4, 3), "bias": (4,)})(
        lambda x, kernel, bias, options=options: transposed(x, kernel, bias, **options)
    )

# Convolutions whose kernels are bound over channels.

case("tied-conv2d", [IMAGE], {"kernel": (3, 3, 1, 4), "bias": (4,)})(
    lambda x, kernel, bias: conv(x, kernel.expand(3, 3, 3, 4), bias, padding="same")
)
case("shared-conv2d", [IMAGE], {"kernel": (3, 3, 1, 4), "bias": (4,)})(
    lambda x, kernel, bias: torch.cat([conv(x[..., c : c + 1], kernel, bias) for c in range(3)], -1)
)
case(
    "per-channel",
    [(2, 5, 4, 3)],
    {"sequential/conv2d/kernel": (3, 3, 1, 2), "sequential/conv2d/bias": (2,), "sequential/dense/kernel": (12, 5),
     "sequential/dense/bias": (5,)},
)(
    lambda x, sequential_conv2d_kernel, sequential_conv2d_bias, sequential_dense_kernel, sequential_dense_bias: torch.stack(
        [
            conv(x[..., c : c + 1], sequential_conv2d_kernel, sequential_conv2d_bias).reshape(2, -1)
            @ sequential_dense_kernel
            + sequential_dense_bias
            for c in range(3)
        ],
        -1,
    )
)

SOBEL = torch.tensor([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]], dtype=torch.float64)
case("fixed-conv2d-sobel", [(2, 6, 5)])(lambda x: F.conv2d(x[:, None], SOBEL[None, None], padding=1)[:, 0])

# Dense layers.

case("dense", [(3, 5)], {"kernel": (5, 4), "bias": (4,)})(lambda x, kernel, bias: F.linear(x, kernel.T, bias))
case("dense-rank-3", [(2, 3, 5)], {"kernel": (5, 4), "bias": (4,)})(
    lambda x, kernel, bias: F.linear(x, kernel.T, bias)
)
case("dense-rank-4-softmax", [(2, 3, 2, 5)], {"kernel": (5, 4), "bias": (4,)})(
    lambda x, kernel, bias: F.linear(x, kernel.T, bias).softmax(-1)
)
case("dense2d", [(3, 4, 5)], {"kernel": (4, 5), "bias": (4, 5)})(lambda x, kernel, bias: x * kernel + bias)
case("dense2d-sum-1", [(3, 4, 5)], {"kernel": (4, 5), "bias": (4, 5)})(
    lambda x, kernel, bias: (x * kernel + bias).sum(1)
)
case("dense2d-matrix", [(3, 4, 5)], {"kernel": (5, 6), "bias": (4, 6)})(
    lambda x, kernel, bias: torch.matmul(x, kernel) + bias
)
case("dense2d-bilinear", [(3, 4, 5)], {"leftKernel": (2, 4), "rightKernel": (5, 3), "bias": (2, 3)})(
    lambda x, leftKernel, rightKernel, bias: torch.sigmoid(leftKernel @ x @ rightKernel + bias)
)

# Normalisation.

case("batch-normalization-training", [(4, 3, 2, 3)], {"gamma": (3,), "beta": (3,)})(
    lambda x, gamma, beta: channels_last(
        F.batch_norm(channels_first(x), None, None, gamma, beta, training=True, eps=1e-3)
    )
)
case("layer-normalization", [(3, 4, 5)], {"gamma": (5,), "beta": (5,)})(
    lambda x, gamma, beta: F.layer_norm(x, (5,), gamma, beta, eps=1e-3)
)

# Pooling, resizing, padding.

for name, options in {"2": {}, "3-strides-2": {"stride": 2}, "2-strides-1": {"stride": 1}}.items():
    size = int(name[0])
    case(f"max-pooling2d-{name}", [IMAGE])(
        lambda x, size=size, options=options: channels_last(F.max_pool2d(channels_first(x), size, **options))
    )
    case(f"average-pooling2d-{name}", [IMAGE])(
        lambda x, size=size, options=options: channels_last(F.avg_pool2d(channels_first(x), size, **options))
    )
case("global-average-pooling2d", [IMAGE])(lambda x: F.adaptive_avg_pool2d(channels_first(x), 1)[:, :, 0, 0])
case("global-max-pooling2d", [IMAGE])(lambda x: F.adaptive_max_pool2d(channels_first(x), 1)[:, :, 0, 0])
case("up-sampling2d-nearest", [IMAGE])(
    lambda x: channels_last(F.interpolate(channels_first(x), scale_factor=(2, 3), mode="nearest"))
)
case("up-sampling2d-bilinear", [IMAGE])(
    lambda x: channels_last(
        F.interpolate(channels_first(x), scale_factor=(2, 3), mode="bilinear", align_corners=False)
    )
)
case("zero-padding2d", [IMAGE])(lambda x: pad(x, 1, 2, 0, 3))
case("permute", [(2, 3, 4, 5)])(lambda x: x.permute(0, 3, 1, 2))
case("flatten", [(2, 3, 4, 5)])(lambda x: x.flatten(1))

# Merging layers and fusions.

PAIR = [(2, 4, 3, 5), (2, 4, 3, 5)]
TRIPLE = PAIR + PAIR[:1]
case("add", TRIPLE)(lambda x, y, z: x + y + z)
case("subtract", PAIR)(lambda x, y: x - y)
case("multiply", TRIPLE)(lambda x, y, z: x * y * z)
case("average", TRIPLE)(lambda x, y, z: torch.stack([x, y, z]).mean(0))
case("maximum", TRIPLE)(lambda x, y, z: torch.maximum(torch.maximum(x, y), z))
case("minimum", PAIR)(lambda x, y: torch.minimum(x, y))
case("absolute-difference", PAIR)(lambda x, y: (x - y).abs())
case("concatenate", [(2, 4, 3, 5), (2, 4, 3, 2)])(lambda x, y: torch.cat([x, y], -1))


def attention(x, y, gate_kernel, gate_bias):
    a = torch.sigmoid(F.linear(torch.cat([x, y], -1), gate_kernel.T, gate_bias))
    return a * x + (1 - a) * y


case("gated-average", PAIR, {"gate/kernel": (10, 5), "gate/bias": (5,)})(attention)


def correlation(x, y, d=2):
    height, width = x.shape[1:3]
    around = pad(y, d, d, d, d)
    moved = [around[:, u : u + height, v : v + width] for u in range(2 * d + 1) for v in range(2 * d + 1)]
    return torch.stack([(x * other).mean(-1) for other in moved], -1)


case("correlation-2", PAIR)(correlation)

DUAL = {"first/kernel": (3, 3, 3, 4), "first/bias": (4,), "second/kernel": (3, 3, 1, 4), "second/bias": (4,)}
IMAGES = [(2, 5, 6, 3), (2, 5, 6, 1)]


def dual(fusion):
    def function(x, y, first_kernel, first_bias, second_kernel, second_bias, **rest):
        return fusion(conv(x, first_kernel, first_bias), conv(y, second_kernel, second_bias), **rest)

    return function


case("dual-conv2d-concat", IMAGES, DUAL)(dual(lambda x, y: torch.cat([x, y], -1)))
case("dual-conv2d-average", IMAGES, DUAL)(dual(lambda x, y: (x + y) / 2))
case("dual-conv2d-multiply", IMAGES, DUAL)(dual(lambda x, y: x * y))
case(
    "dual-conv2d-attention",
    IMAGES,
    {**DUAL, "attention/gate/kernel": (8, 4), "attention/gate/bias": (4,)},
)(dual(lambda x, y, attention_gate_kernel, attention_gate_bias: attention(x, y, attention_gate_kernel, attention_gate_bias)))

# Activations.

WIDE = [(3, 4, 6)]
for name, function in {
    "relu": F.relu,
    "relu6": F.relu6,
    "leaky-relu": lambda x: F.leaky_relu(x, 0.2),
    "elu": F.elu,
    "selu": F.selu,
    "celu": lambda x: F.celu(x, 1.5),
    "gelu": F.gelu,
    "gelu-tanh": lambda x: F.gelu(x, approximate="tanh"),
    "swish": F.silu,
    "mish": F.mish,
    "sigmoid": torch.sigmoid,
    "log-sigmoid": F.logsigmoid,
    "hard-sigmoid": F.hardsigmoid,
    "hard-swish": F.hardswish,
    "hard-tanh": F.hardtanh,
    "tanh": torch.tanh,
    "tanh-shrink": F.tanhshrink,
    "soft-shrink": F.softshrink,
    "hard-shrink": F.hardshrink,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "softmax": lambda x: x.softmax(-1),
    "log-softmax": lambda x: x.log_softmax(-1),
}.items():
    case(f"activation-{name}", WIDE, low=-8.0, high=8.0)(function)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    for old in target.glob("*.npz"):
        old.unlink()
    for each in CASES:
        write(target, each)
    size = sum(file.stat().st_size for file in target.glob("*.npz"))
    print(f"{len(CASES)} cases, {size / 1e3:.0f} kB, PyTorch {torch.__version__}")
