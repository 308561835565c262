"""What Keras Applications are made of, and what they give, as Keras itself tells it.

Run with Keras 3 and JAX (made with Keras 3.15.1 and JAX on the CPU, in 64-bit floats):

    KERAS_BACKEND=jax JAX_ENABLE_X64=1 python3 toolkit/src/test/keras/applications.py toolkit/src/test/resources/keras

    applications.csv.gz   network, layer, place in the layer, shape: every weight in Keras' order, of the networks as Keras makes them
    networks.npz          NETWORK and NETWORK-features: outputs for two images of small networks whose weights are a formula

The formula stands in `numbers`, and in ApplicationsTest.java: nothing is stored that both sides can make.
"""

import gzip
import sys
from pathlib import Path

import keras
import numpy as np

keras.backend.set_floatx("float64")

from keras import applications as known  # noqa: E402

NETWORKS = {
    "VGG16": known.VGG16, "VGG19": known.VGG19,
    "ResNet50": known.ResNet50, "ResNet101": known.ResNet101, "ResNet152": known.ResNet152,
    "MobileNetV2": known.MobileNetV2, "EfficientNetB0": known.EfficientNetB0,
}
SMALL = ("VGG16", "ResNet50", "MobileNetV2", "EfficientNetB0")
# What keeps numbers from vanishing on their way through a network: the gain of its kernels, the size of its variances, that of its images.
SCALES = {"VGG16": (6, 1, 1), "ResNet50": (3, 1, 1), "MobileNetV2": (3, 0.5, 1), "EfficientNetB0": (3, 0.36, 127.5)}
SIZES = {"VGG16": (32, 40), "ResNet50": (33, 48), "MobileNetV2": (36, 47), "EfficientNetB0": (37, 46)}


def numbers(weight, count):
    """The numbers of a weight, from -1 to 1, by its place in the network: all bits are those of a 32-bit float."""
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(weight) * np.uint64(0xD1B54A32D192ED03)
        x ^= x >> np.uint64(32)
        x *= np.uint64(0xD6E8FEB86659FD93)
        x ^= x >> np.uint64(32)
    return (x >> np.uint64(40)).astype(np.float64) / 2**23 - 1


def value(index, variable, gain, spread):
    """Kernels as wide as their inputs ask for; means near 0, factors near 1. Rounded to 32 bits at each step, as in Java."""
    shape = tuple(variable.shape)
    drawn = numbers(index, int(np.prod(shape, dtype=np.int64))).reshape(shape).astype(np.float32)
    kind = variable.name
    if kind == "kernel":
        depthwise = "depthwise" in variable.path or "dwconv" in variable.path
        inputs = shape[0] * shape[1] if depthwise else np.prod(shape[:-1])
        return drawn * np.float32(np.sqrt(gain / inputs))
    if kind == "moving_variance":
        return drawn * np.float32(0.25 * spread) + np.float32(spread)
    if kind in ("variance", "gamma"):
        return drawn * np.float32(0.25) + np.float32(1)
    if kind == "count":
        return np.zeros(shape)
    return drawn * np.float32(0.125)


def weights(network):
    return [variable for layer in network.layers for variable in layer.weights if "seed_generator" not in variable.path]


def fill(network, gain, spread):
    for index, variable in enumerate(weights(network)):
        variable.assign(value(index, variable, gain, spread))
    for layer in network.layers:
        # Normalization goes by a copy of its weights.
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()


def images(height, width, size):
    return (numbers(1000, 2 * height * width * 3).reshape(2, height, width, 3) + 1) * size


def lists(folder):
    lines = []
    for label, make in NETWORKS.items():
        network = make(weights=None)
        for layer in network.layers:
            # A second network of a session has normalization_1.
            name = "normalization" if layer.name.startswith("normalization") else layer.name
            plain = [variable for variable in layer.weights if "seed_generator" not in variable.path]
            for place, variable in enumerate(plain):
                lines.append(f"{label},{name},{place},{' '.join(str(size) for size in variable.shape)}")
        print(label, network.count_params())
    (folder / "applications.csv.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))


def outputs(folder):
    found = {}
    for label in SMALL:
        gain, spread, size = SCALES[label]
        shape = (*SIZES[label], 3)
        for top in (True, False):
            options = {"classes": 5, "classifier_activation": None} if top else {"include_top": False}
            network = NETWORKS[label](weights=None, input_shape=shape, **options)
            fill(network, gain, spread)
            output = network.predict(images(*SIZES[label], size), verbose=0)
            print(label, np.abs(output).max(), "between images", np.abs(output[0] - output[1]).max())
            found[label if top else label + "-features"] = (output if top else output[..., ::16]).astype(np.float32)
    np.savez_compressed(folder / "networks.npz", **found)


if __name__ == "__main__":
    lists(Path(sys.argv[1]))
    outputs(Path(sys.argv[1]))
