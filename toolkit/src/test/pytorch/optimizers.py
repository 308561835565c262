"""Steps of PyTorch's optimizers, for those of the toolkit that have a counterpart there.

Run with Debian's python3-torch (made with PyTorch 1.13.1):

    /usr/bin/python3 toolkit/src/test/pytorch/optimizers.py > toolkit/src/test/resources/optimizers/pytorch.csv

A line is `case,step,w0,...`: six numbers of a kernel (3, 2), row by row, and two of a bias (2,). The case `gradient` holds the
gradients of each step, and every case begins with step 0, the first weights. The computation is in 64-bit floats from 32-bit
gradients. Epsilon is very small wherever PyTorch puts it at another place than Keras, so that the place makes no difference.
PyTorchOptimizersTest.java takes the same steps.
"""

import numpy
import torch
from torch import optim

STEPS = 50
KEPT = (1, 2, 3, 5, 10, 20, 35, 50)
TINY = 1e-12

CASES = {
    "SGD": lambda p: optim.SGD(p, lr=0.1),
    "SGD momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
    "SGD nesterov": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "Adam": lambda p: optim.Adam(p, lr=0.05, eps=TINY),
    "Adam amsgrad": lambda p: optim.Adam(p, lr=0.05, eps=TINY, amsgrad=True),
    "AdamW": lambda p: optim.AdamW(p, lr=0.05, eps=TINY, weight_decay=0.1),
    "AdamW amsgrad": lambda p: optim.AdamW(p, lr=0.05, eps=TINY, weight_decay=0.1, amsgrad=True),
    "Adamax": lambda p: optim.Adamax(p, lr=0.05, eps=TINY),
    # PyTorch's momentum grows 250 times slower by default. Up to 1.13 the product of the momenta that divides the moment holds the
    # momentum of the step twice (mu_product * mu * mu_next after mu_product *= mu); Keras has it once. The test knows.
    "NAdam": lambda p: optim.NAdam(p, lr=0.05, eps=1e-7, momentum_decay=1.0),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.05, alpha=0.9, eps=TINY),
    "RMSprop momentum": lambda p: optim.RMSprop(p, lr=0.05, alpha=0.9, eps=TINY, momentum=0.8),
    "RMSprop centered": lambda p: optim.RMSprop(p, lr=0.05, alpha=0.9, eps=TINY, centered=True),
    "Adagrad": lambda p: optim.Adagrad(p, lr=0.05, eps=TINY, initial_accumulator_value=0.1),
    "Adadelta": lambda p: optim.Adadelta(p, lr=10.0, rho=0.95, eps=1e-7),
    "clip_grad_norm": lambda p: optim.SGD(p, lr=0.1),
    "clip_grad_value": lambda p: optim.SGD(p, lr=0.1),
}


def show(case, step, tensors):
    numbers = [repr(float(number)) for tensor in tensors for number in tensor.detach().flatten()]
    print(",".join([case, str(step)] + numbers))


def main():
    generator = numpy.random.default_rng(20)

    def draw(shape):
        return torch.tensor(generator.normal(0.3, 1, shape).astype(numpy.float32).astype(numpy.float64))

    first = [draw((3, 2)), draw((2,))]
    gradients = [[draw((3, 2)), draw((2,))] for _ in range(STEPS)]
    for step, pair in enumerate(gradients):
        show("gradient", step + 1, pair)
    for case, make in CASES.items():
        weights = [torch.nn.Parameter(tensor.clone()) for tensor in first]
        optimizer = make(weights)
        show(case, 0, weights)
        for step, pair in enumerate(gradients):
            for weight, gradient in zip(weights, pair):
                weight.grad = gradient.clone()
            if case == "clip_grad_norm":
                torch.nn.utils.clip_grad_norm_(weights, 2.0)
            if case == "clip_grad_value":
                torch.nn.utils.clip_grad_value_(weights, 0.5)
            optimizer.step()
            if step + 1 in KEPT:
                show(case, step + 1, weights)


main()
