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
SIZES = {"VGG16": (32, 40), "ResNet50": (33, 48), "MobileNetV2": (36, 47), "EfficientNetB0": (37, 46)}


def numbers(weight, count):
    """The numbers of a weight, from -1 to 1, by its place in the network: all bits are those of a 32-bit float."""
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(weight) * np.uint64(0xD1B54A32D192ED03)
        x ^= x >> np.uint64(32)
        x *= np.uint64(0xD6E8FEB86659FD93)
        x ^= x >> np.uint64(32)
    return (x >> np.uint64(40)).astype(np.float64) / 2**23 - 1


def value(index, variable):
    """Kernels as wide as their inputs ask for; means near 0, variances and factors near 1."""
    shape = tuple(variable.shape)
    drawn = numbers(index, int(np.prod(shape, dtype=np.int64))).reshape(shape)
    kind = variable.name
    if "kernel" in kind:
        inputs = np.prod(shape[:-1]) if kind == "kernel" and "depthwise" not in variable.path and "dwconv" not in variable.path else shape[0] * shape[1]
        factor = np.float32(np.sqrt(3 / inputs))
        return (drawn.astype(np.float32) * factor).astype(np.float64)
    if "variance" in kind or "gamma" in kind:
        return (1 + drawn.astype(np.float32) * np.float32(0.25)).astype(np.float64)
    if kind == "count":
        return np.zeros(shape)
    return (drawn.astype(np.float32) * np.float32(0.125)).astype(np.float64)


def weights(network):
    return [variable for layer in network.layers for variable in layer.weights if "seed_generator" not in variable.path]


def fill(network):
    for index, variable in enumerate(weights(network)):
        variable.assign(value(index, variable))


def images(height, width):
    return (numbers(1000, 2 * height * width * 3).reshape(2, height, width, 3) + 1) * 4


def main(folder):
    lines = []
    for label, make in NETWORKS.items():
        network = make(weights=None)
        for layer in network.layers:
            plain = [variable for variable in layer.weights if "seed_generator" not in variable.path]
            for place, variable in enumerate(plain):
                shape = " ".join(str(size) for size in variable.shape)
                lines.append(f"{label},{layer.name.replace('_1', '') if layer.name.startswith('normalization') else layer.name},{place},{shape}")
        print(label, network.count_params())
    (folder / "applications.csv.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    outputs = {}
    for label in SMALL:
        shape = (*SIZES[label], 3)
        network = NETWORKS[label](weights=None, input_shape=shape, classes=5, classifier_activation=None)
        fill(network)
        outputs[label] = network.predict(images(*SIZES[label]), verbose=0).astype(np.float32)
        network = NETWORKS[label](weights=None, input_shape=shape, include_top=False)
        fill(network)
        features = network.predict(images(*SIZES[label]), verbose=0)
        outputs[label + "-features"] = features[..., ::16].astype(np.float32)
        print(label, outputs[label][0], features.shape, np.abs(features).max())
    np.savez_compressed(folder / "networks.npz", **outputs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
