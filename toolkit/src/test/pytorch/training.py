"""Trains a small network over pairs with Adam for 200 steps, and writes the loss of each step.

    /usr/bin/python3 toolkit/src/test/pytorch/training.py > toolkit/src/test/resources/training/pytorch.csv

Weights and images follow from formulas that the Java test repeats. Columns: step, the loss in 64 bits, the loss in 32 bits.
"""
import numpy
import torch

STEPS, BATCH, SAMPLES = 200, 16, 60


def waves(count, frequency, phase, scale):
    return scale * numpy.sin(frequency * numpy.arange(count, dtype=numpy.float64) + phase)


def label(i):
    return (i * 7 + i // 5) % 3


def images(phase):
    """The higher the class, the stronger the waves."""
    strength = numpy.array([0.5 + 0.5 * label(i) for i in range(SAMPLES)])
    return strength[:, None, None, None] * waves(SAMPLES * 8 * 8, 0.37, phase, 1.0).reshape(SAMPLES, 8, 8, 1)


def kernel(shape, phase, scale):
    return waves(int(numpy.prod(shape)), 1.3, phase, scale).reshape(shape)


def losses(dtype):
    def tensor(array):
        # Both begin with the numbers that 32 bits hold.
        return torch.tensor(numpy.asarray(array, dtype=numpy.float32)).to(dtype)

    def convolution(array):
        # From Keras' (H, W, in, out) to (out, in, H, W).
        return tensor(array.transpose(3, 2, 0, 1)).requires_grad_()

    left = tensor(images(0.0).transpose(0, 3, 1, 2))
    right = tensor(images(1.7).transpose(0, 3, 1, 2))
    labels = torch.tensor([label(i) for i in range(SAMPLES)])
    parameters = [
        convolution(kernel((3, 3, 1, 6), 0.1, 0.4)), torch.zeros(6, dtype=dtype, requires_grad=True),
        convolution(kernel((3, 3, 1, 6), 0.9, 0.4)), torch.zeros(6, dtype=dtype, requires_grad=True),
        convolution(kernel((3, 3, 6, 8), 0.3, 0.2)), torch.zeros(8, dtype=dtype, requires_grad=True),
        tensor(kernel((8, 3), 0.5, 0.5)).requires_grad_(), torch.zeros(3, dtype=dtype, requires_grad=True),
    ]
    first, first_bias, second, second_bias, third, third_bias, dense, dense_bias = parameters
    # Keras and PyTorch put epsilon in places that differ by a factor: so small, it is nothing in both.
    optimizer = torch.optim.Adam(parameters, lr=2e-3, betas=(0.9, 0.999), eps=1e-20)
    told = []
    for step in range(STEPS):
        rows = torch.tensor([(step * BATCH + i) % SAMPLES for i in range(BATCH)])
        a = torch.nn.functional.conv2d(left[rows], first, first_bias, padding=1)
        b = torch.nn.functional.conv2d(right[rows], second, second_bias, padding=1)
        x = torch.relu(a * b)
        x = torch.nn.functional.max_pool2d(x, 2)
        x = torch.relu(torch.nn.functional.conv2d(x, third, third_bias))
        x = x.mean(dim=(2, 3)) @ dense + dense_bias
        loss = torch.nn.functional.cross_entropy(x, labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        told.append(loss.item())
    return told


torch.set_num_threads(1)
exact, single = losses(torch.float64), losses(torch.float32)
print("step,float64,float32")
for i in range(STEPS):
    print(f"{i},{exact[i]!r},{single[i]!r}")
