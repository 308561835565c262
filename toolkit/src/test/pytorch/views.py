"""Outputs and gradients of PyTorch for layers over sets of views.

Run with Debian's python3-torch (made with PyTorch 1.13.1):

    /usr/bin/python3 toolkit/src/test/pytorch/views.py toolkit/src/test/resources/views

The files are laid out as those of references.py: `input/0` are the views (N, V, F), `input/1` is their presence (N, V), where there
is one. The computation is in 64-bit floats. ViewsPyTorchTest.java builds the same layers.
"""

import sys
import zlib
from pathlib import Path

import numpy
import torch

CASES = {}
PRESENCE = [[1, 1, 0, 1, 0], [0, 0, 0, 0, 1], [1, 1, 1, 1, 1], [0, 1, 1, 0, 0]]


def case(name, views, weights, missing):
    def register(function):
        CASES[name] = (function, views, weights, missing)
        return function

    return register


def draw(generator, shape, limit):
    return torch.tensor(generator.uniform(-limit, limit, shape).astype(numpy.float32).astype(numpy.float64), requires_grad=True)


def write(folder, name):
    function, views, weights, missing = CASES[name]
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    x = draw(generator, views, 1.0)
    w = {path: draw(generator, shape, 0.6) for path, shape in weights.items()}
    presence = torch.tensor(PRESENCE, dtype=torch.float64)[: views[0], : views[1]] if missing else torch.ones(views[:2], dtype=torch.float64)
    output = function(x, presence > 0.5, w)
    factor = torch.tensor(generator.uniform(-1, 1, tuple(output.shape)).astype(numpy.float32).astype(numpy.float64))
    (output * factor).sum().backward()
    arrays = {"factor": factor, "output": output, "input/0": x, "gradient/input/0": x.grad}
    if missing:
        arrays["input/1"] = presence
        arrays["gradient/input/1"] = torch.zeros_like(presence)
    for path, value in w.items():
        arrays[f"weight/{path}"] = value
        arrays[f"gradient/weight/{path}"] = value.grad
    plain = {key: value.detach().numpy().astype(numpy.float32) for key, value in arrays.items()}
    numpy.savez_compressed(folder / f"{name}.npz", **plain)


def attention_weights(features, inner):
    shapes = {f"{part}/kernel": (features, inner) for part in ("query", "key", "value")}
    shapes.update({f"{part}/bias": (inner,) for part in ("query", "key", "value")})
    shapes.update({"attentionOutput/kernel": (inner, features), "attentionOutput/bias": (features,)})
    return shapes


def multi_head(heads):
    """torch.nn.MultiheadAttention itself, where all heads together have as many features as a view."""

    def run(x, present, w):
        module = torch.nn.MultiheadAttention(x.shape[2], heads, batch_first=True, dtype=torch.float64)
        packed = torch.cat([w[f"{part}/kernel"].T for part in ("query", "key", "value")])
        bias = torch.cat([w[f"{part}/bias"] for part in ("query", "key", "value")])
        parameters = {
            "in_proj_weight": packed,
            "in_proj_bias": bias,
            "out_proj.weight": w["attentionOutput/kernel"].T,
            "out_proj.bias": w["attentionOutput/bias"],
        }
        y, _ = torch.nn.utils.stateless.functional_call(
            module, parameters, (x, x, x), {"key_padding_mask": ~present, "need_weights": True}
        )
        # PyTorch leaves numbers in the rows of missing views; the toolkit puts 0.
        return torch.where(present[..., None], y, torch.zeros_like(y))

    return run


for heads in (1, 2, 4):
    case(f"multi-head-attention-{heads}", (4, 5, 8), attention_weights(8, 8), False)(multi_head(heads))
    case(f"multi-head-attention-{heads}-missing", (4, 5, 8), attention_weights(8, 8), True)(multi_head(heads))


@case("view-pooling-max-missing", (4, 5, 3), {}, True)
def pooled_max(x, present, w):
    return torch.stack([x[n][present[n]].max(dim=0).values for n in range(x.shape[0])])


@case("view-pooling-mean-missing", (4, 5, 3), {}, True)
def pooled_mean(x, present, w):
    return torch.stack([x[n][present[n]].mean(dim=0) for n in range(x.shape[0])])


@case("view-pooling-attention-missing", (4, 5, 3), {"hidden/kernel": (3, 4), "score/kernel": (4, 1)}, True)
def pooled_attention(x, present, w):
    def one(views):
        weights = torch.softmax(torch.tanh(views @ w["hidden/kernel"]) @ w["score/kernel"], dim=0)
        return (weights * views).sum(dim=0)

    return torch.stack([one(x[n][present[n]]) for n in range(x.shape[0])])


@case("per-view-missing", (4, 5, 3), {"dense/kernel": (3, 2), "dense/bias": (2,)}, True)
def per_view(x, present, w):
    y = torch.tanh(x @ w["dense/kernel"] + w["dense/bias"])
    return torch.where(present[..., None], y, torch.zeros_like(y))


@case(
    "per-view-batch-normalization-missing",
    (4, 5, 3),
    {"batch_normalization/gamma": (3,), "batch_normalization/beta": (3,)},
    True,
)
def per_view_normalized(x, present, w):
    rows = x[present]
    mean = rows.mean(dim=0)
    variance = rows.var(dim=0, unbiased=False)
    y = (x - mean) / torch.sqrt(variance + 1e-3) * w["batch_normalization/gamma"] + w["batch_normalization/beta"]
    return torch.where(present[..., None], y, torch.zeros_like(y))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in CASES:
        write(folder, name)
    print(f"{len(CASES)} cases in {folder}")
