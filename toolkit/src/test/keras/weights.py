"""Small files in the layouts in which Keras keeps weights, and what a network with these weights must give.

Run with Debian's python3-h5py and python3-numpy (made with h5py 3.7.0 and NumPy 1.24.2):

    /usr/bin/python3 toolkit/src/test/keras/weights.py toolkit/src/test/resources/keras

Keras itself is not needed: the layouts are written out here, and the outputs are computed in 64-bit floats by plain loops. The network
`layers` has every layer that Keras has too and that has weights; `pair` is one encoder over two images. KerasWeightsTest.java builds both.

    layers.h5            Keras 2, weights alone: layer_names, weight_names, names such as conv/kernel:0
    model.h5             Keras 2, a whole model: the same below model_weights, and what the optimizer kept
    layers.weights.h5    Keras 3: groups by kind and number, with the names of layers
    layers.keras         the same in an archive
    unnamed.weights.h5   the same for the network `pair`, without names, as early versions of Keras 3 wrote it
    pair.h5, pair.weights.h5   an encoder inside a model
    split.h5             lists of names in several attributes, and weights in 64 and 16 bits, compressed and in chunks
    expected.npz         inputs and outputs
"""

import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

EPSILON = 1e-3


def draw(random, *shape):
    return random.uniform(-1, 1, shape).astype(np.float32)


# The network, each layer with its weights in Keras' order.


def weights_of_layers():
    r = np.random.default_rng(15)
    return [
        ("normalization", "normalization", {
            "mean": draw(r, 3), "variance": np.abs(draw(r, 3)) + 0.5, "count": np.asarray(7, np.int64)}),
        ("conv", "conv2d", {"kernel": draw(r, 3, 3, 3, 4), "bias": draw(r, 4)}),
        ("bn", "batch_normalization", {
            "gamma": draw(r, 4), "beta": draw(r, 4), "moving_mean": draw(r, 4), "moving_variance": np.abs(draw(r, 4)) + 0.5}),
        ("grouped", "conv2d_1", {"kernel": draw(r, 3, 3, 2, 6), "bias": draw(r, 6)}),
        ("depth", "depthwise_conv2d", {"depthwise_kernel": draw(r, 3, 3, 6, 2), "bias": draw(r, 12)}),
        ("separable", "separable_conv2d", {
            "depthwise_kernel": draw(r, 3, 3, 12, 1), "pointwise_kernel": draw(r, 1, 1, 12, 5), "bias": draw(r, 5)}),
        ("transpose", "conv2d_transpose", {"kernel": draw(r, 3, 3, 4, 5), "bias": draw(r, 4)}),
        ("ln", "layer_normalization", {"gamma": draw(r, 4), "beta": draw(r, 4)}),
        ("dense", "dense", {"kernel": draw(r, 4, 2), "bias": draw(r, 2)}),
    ]


def conv(x, k, groups=1):
    """Stride 1, VALID, by plain loops over the kernel; kernel (kh, kw, in / groups, out)."""
    kh, kw, cin, cout = k.shape
    n, h, w, _ = x.shape
    y = np.zeros((n, h - kh + 1, w - kw + 1, cout))
    for g in range(groups):
        ins, outs = slice(g * cin, (g + 1) * cin), slice(g * cout // groups, (g + 1) * cout // groups)
        for u in range(kh):
            for v in range(kw):
                y[..., outs] += x[:, u:u + y.shape[1], v:v + y.shape[2], ins] @ k[u, v, :, outs]
    return y


def depthwise(x, k):
    kh, kw, c, m = k.shape
    n, h, w, _ = x.shape
    y = np.zeros((n, h - kh + 1, w - kw + 1, c, m))
    for u in range(kh):
        for v in range(kw):
            y += x[:, u:u + y.shape[1], v:v + y.shape[2], :, None] * k[u, v]
    return y.reshape(*y.shape[:3], c * m)


def transposed(x, k, step):
    """Every pixel adds its kernel (kh, kw, out, in)."""
    kh, kw, cout, _ = k.shape
    n, h, w, _ = x.shape
    y = np.zeros((n, (h - 1) * step + kh, (w - 1) * step + kw, cout))
    for i in range(h):
        for j in range(w):
            y[:, i * step:i * step + kh, j * step:j * step + kw] += np.einsum("nc,uvfc->nuvf", x[:, i, j], k)
    return y


def wide(w):
    return {name: np.asarray(value, np.float64) for name, value in w.items()}


def outputs_of_layers(x, layers):
    w = {name: wide(weights) for name, _, weights in layers}
    x = (np.asarray(x, np.float64) - w["normalization"]["mean"]) / np.sqrt(w["normalization"]["variance"])
    x = np.maximum(conv(x, w["conv"]["kernel"]) + w["conv"]["bias"], 0)
    b = w["bn"]
    x = b["gamma"] * (x - b["moving_mean"]) / np.sqrt(b["moving_variance"] + EPSILON) + b["beta"]
    x = conv(x, w["grouped"]["kernel"], groups=2) + w["grouped"]["bias"]
    x = np.tanh(depthwise(x, w["depth"]["depthwise_kernel"]) + w["depth"]["bias"])
    s = w["separable"]
    x = conv(depthwise(x, s["depthwise_kernel"]), s["pointwise_kernel"]) + s["bias"]
    x = transposed(x, w["transpose"]["kernel"], 2) + w["transpose"]["bias"]
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    x = w["ln"]["gamma"] * (x - mean) / np.sqrt(variance + EPSILON) + w["ln"]["beta"]
    return x.mean((1, 2)) @ w["dense"]["kernel"] + w["dense"]["bias"]


# Two images through one encoder.


def weights_of_pair():
    r = np.random.default_rng(16)
    encoder = [
        ("edges", "conv2d", {"kernel": draw(r, 3, 3, 1, 2), "bias": draw(r, 2)}),
        ("norm", "batch_normalization", {
            "gamma": draw(r, 2), "beta": draw(r, 2), "moving_mean": draw(r, 2), "moving_variance": np.abs(draw(r, 2)) + 0.5}),
        ("more", "conv2d_1", {"kernel": draw(r, 3, 3, 2, 2), "bias": draw(r, 2)}),
    ]
    return encoder, {"kernel": draw(r, 4, 3), "bias": draw(r, 3)}


def outputs_of_pair(left, right, encoder, head):
    w = {name: wide(weights) for name, _, weights in encoder}

    def code(x):
        x = np.maximum(conv(np.asarray(x, np.float64), w["edges"]["kernel"]) + w["edges"]["bias"], 0)
        b = w["norm"]
        x = b["gamma"] * (x - b["moving_mean"]) / np.sqrt(b["moving_variance"] + EPSILON) + b["beta"]
        return (conv(x, w["more"]["kernel"]) + w["more"]["bias"]).mean((1, 2))

    return np.concatenate([code(left), code(right)], 1) @ wide(head)["kernel"] + wide(head)["bias"]


# The layouts.


def names(texts):
    return np.asarray([text.encode() for text in texts], "S") if texts else np.asarray([], np.float64)


def named(group, layers, split=False, change=lambda value: value, **options):
    """Keras 2: each layer with (path within it, array) pairs; `split` spreads the lists over several attributes."""

    def write(target, attribute, texts):
        if split and len(texts) > 1:
            for i, part in enumerate(np.array_split(names(texts), 2)):
                target.attrs[f"{attribute}{i}"] = part
        else:
            target.attrs[attribute] = names(texts)

    write(group, "layer_names", [name for name, _ in layers])
    group.attrs["backend"] = b"tensorflow"
    group.attrs["keras_version"] = b"2.15.0"
    for name, weights in layers:
        inside = group.create_group(name)
        write(inside, "weight_names", [path for path, _ in weights])
        for path, value in weights:
            value = change(value)
            inside.create_dataset(path, data=value, **(options if value.shape else {}))


def flat(layers):
    """With layers without weights between them, as Keras lists all."""
    found = [("input_1", [])]
    for name, _, weights in layers:
        found.append((name, [(f"{name}/{weight}:0", value) for weight, value in weights.items()]))
    return found


def variables(group, name, values):
    made = group.create_group("vars")
    if name:
        made.attrs["name"] = name
    for i, value in enumerate(values):
        made.create_dataset(str(i), data=value)


def numbered(group, layers, with_names=True):
    """Keras 3: `layers/KIND_NUMBER/vars/0`; a layer may hold a list of layers instead of weights."""
    inside = group.create_group("layers")
    for name, place, weights in [("input_layer", "input_layer", {})] + layers:
        made = inside.create_group(place)
        shown = name if with_names else ""
        if isinstance(weights, list):
            numbered(made, weights, with_names)
            variables(made, shown, [])
        else:
            variables(made, shown, weights.values())


def keras3(path, layers, with_names=True):
    with h5py.File(path, "w") as file:
        numbered(file, layers, with_names)
        variables(file, "functional" if with_names else "", [])
        optimizer = file.create_group("optimizer")
        variables(optimizer, "adam" if with_names else "", [np.asarray(3, np.int32), np.asarray(0.5, np.float32)])


def main(folder):
    layers = weights_of_layers()
    with h5py.File(folder / "layers.h5", "w") as file:
        named(file, flat(layers))
    with h5py.File(folder / "model.h5", "w") as file:
        file.attrs["model_config"] = b"{}"
        named(file.create_group("model_weights"), flat(layers[-2:]))
        kept = file.create_group("optimizer_weights")
        kept.attrs["weight_names"] = names(["Adam/iter:0"])
        kept.create_dataset("Adam/iter:0", data=np.asarray(3, np.int64))
    keras3(folder / "layers.weights.h5", layers)
    with zipfile.ZipFile(folder / "layers.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("metadata.json", b"{}"), ("config.json", b"{}")):
            archive.writestr(zipfile.ZipInfo(name), content)
        info = zipfile.ZipInfo("model.weights.h5")
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, (folder / "layers.weights.h5").read_bytes())

    encoder, head = weights_of_pair()
    inside = [(f"{name}/{weight}:0", value) for name, _, weights in encoder for weight, value in weights.items()]
    # Keras lists what learns first.
    inside.sort(key=lambda pair: "moving" in pair[0])
    with h5py.File(folder / "pair.h5", "w") as file:
        named(file, [("left", []), ("encoder", inside), ("head", [(f"head/{w}:0", v) for w, v in head.items()])])
    both = [("encoder", "functional", encoder), ("head", "dense", head)]
    keras3(folder / "pair.weights.h5", both)
    keras3(folder / "unnamed.weights.h5", both, with_names=False)
    with h5py.File(folder / "split.h5", "w") as file:
        named(file, flat(layers[1:2]), split=True,
              change=lambda v: (v.astype(np.float64) + 1e-12) if v.ndim > 1 else v.astype(np.float16),
              chunks=True, compression="gzip", shuffle=True)

    r = np.random.default_rng(17)
    image = draw(r, 2, 12, 11, 3)
    left, right = draw(r, 2, 8, 7, 1), draw(r, 2, 8, 7, 1)
    np.savez_compressed(
        folder / "expected.npz", image=image, layers=outputs_of_layers(image, layers).astype(np.float32),
        left=left, right=right, pair=outputs_of_pair(left, right, encoder, head).astype(np.float32),
        conv=layers[1][2]["kernel"], half=layers[1][2]["bias"].astype(np.float16).astype(np.float32))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
