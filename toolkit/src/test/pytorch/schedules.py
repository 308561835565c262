"""Learning rates of PyTorch's schedulers and of Keras' formulas, in 64-bit floats, as CSV files.

Run with Debian's python3-torch (made with PyTorch 1.13.1):

    /usr/bin/python3 toolkit/src/test/pytorch/schedules.py toolkit/src/test/resources/schedules

`pytorch.csv` and `keras.csv` have a line for each schedule: its name, then the rates of the steps 0, 1, 2, ... The first is what the
schedulers of torch.optim give. The second is written from the documented formulas of keras.optimizers.schedules, with numpy alone.
`plateau.csv` has for each case a line of losses and one of the rates that PyTorch's ReduceLROnPlateau sets after each of them.
ScheduleReferenceTest.java and ReduceOnPlateauTest.java name the schedules.
"""

import math
import pathlib
import sys
import warnings

import numpy
import torch
from torch.optim import lr_scheduler as torch_schedules

warnings.simplefilter("ignore")
STEPS = 60


def optimizer(rate):
    return torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=rate)


def torch_rates(rate, make, steps=STEPS):
    sgd = optimizer(rate)
    scheduler = make(sgd)
    rates = []
    for _ in range(steps):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        if len(rates) < steps:
            scheduler.step()
    return rates


def warm_then(after):
    return lambda sgd: torch_schedules.SequentialLR(
        sgd,
        [torch_schedules.LinearLR(sgd, start_factor=0.1, end_factor=1.0, total_iters=10), after(sgd)],
        milestones=[10],
    )


def one_cycle(total, **options):
    # Momentum is not cycled, as SGD has none here.
    return torch_rates(0.1, lambda s: torch_schedules.OneCycleLR(s, 0.5, total_steps=total, cycle_momentum=False, **options), total)


TORCH = {
    "PiecewiseConstant": torch_rates(0.2, lambda s: torch_schedules.MultiStepLR(s, [7, 20], gamma=0.1)),
    "ExponentialDecay": torch_rates(0.2, lambda s: torch_schedules.ExponentialLR(s, gamma=0.93)),
    "ExponentialDecay staircase": torch_rates(0.2, lambda s: torch_schedules.StepLR(s, 9, gamma=0.3)),
    "PolynomialDecay": torch_rates(0.2, lambda s: torch_schedules.PolynomialLR(s, total_iters=45, power=2.0)),
    "CosineDecay": torch_rates(0.2, lambda s: torch_schedules.CosineAnnealingLR(s, T_max=59, eta_min=0.05)),
    "CosineDecayRestarts": torch_rates(0.2, lambda s: torch_schedules.CosineAnnealingWarmRestarts(s, 7, T_mult=2, eta_min=0.02)),
    "CosineDecayRestarts equal": torch_rates(0.2, lambda s: torch_schedules.CosineAnnealingWarmRestarts(s, 8, T_mult=1)),
    "OneCycle": one_cycle(STEPS),
    "OneCycle linear": one_cycle(STEPS, pct_start=0.41, anneal_strategy="linear", div_factor=10, final_div_factor=100),
    "OneCycle threePhase": one_cycle(STEPS, three_phase=True),
    "OneCycle threePhase linear": one_cycle(37, pct_start=0.45, three_phase=True, anneal_strategy="linear"),
    "WarmUp Constant": torch_rates(0.2, lambda s: torch_schedules.LinearLR(s, start_factor=0.1, total_iters=10)),
    "WarmUp ExponentialDecay": torch_rates(0.2, warm_then(lambda s: torch_schedules.ExponentialLR(s, gamma=0.9))),
}


def keras(function):
    return [float(function(step)) for step in range(STEPS)]


def polynomial(step, initial, steps, end, power, cycle):
    if cycle:
        steps = steps * (1.0 if step == 0 else math.ceil(step / steps))
    else:
        step = min(step, steps)
    return (initial - end) * (1 - step / steps) ** power + end


def cosine(step, initial, steps, alpha, warm_up_target=None, warm_up=0):
    if warm_up_target is not None:
        if step < warm_up:
            return initial + (warm_up_target - initial) * step / warm_up
        initial = warm_up_target
        step -= warm_up
    done = min(step, steps) / steps
    return initial * ((1 - alpha) * 0.5 * (1 + math.cos(math.pi * done)) + alpha)


def restarts(step, initial, first, t_mul, m_mul, alpha):
    fraction = step / first
    if t_mul == 1.0:
        i = math.floor(fraction)
        fraction -= i
    else:
        i = math.floor(math.log(1 - fraction * (1 - t_mul)) / math.log(t_mul))
        fraction = (fraction - (1 - t_mul**i) / (1 - t_mul)) / t_mul**i
    return initial * ((1 - alpha) * 0.5 * m_mul**i * (1 + math.cos(math.pi * fraction)) + alpha)


KERAS = {
    "ExponentialDecay": keras(lambda t: 0.3 * 0.7 ** (t / 11)),
    "ExponentialDecay staircase": keras(lambda t: 0.3 * 0.7 ** (t // 11)),
    "InverseTimeDecay": keras(lambda t: 0.3 / (1 + 0.5 * t / 7)),
    "InverseTimeDecay staircase": keras(lambda t: 0.3 / (1 + 0.5 * (t // 7))),
    "PolynomialDecay": keras(lambda t: polynomial(t, 0.3, 40, 0.01, 0.5, False)),
    "PolynomialDecay default": keras(lambda t: polynomial(t, 0.3, 40, 1e-4, 1.0, False)),
    "PolynomialDecay cycle": keras(lambda t: polynomial(t, 0.3, 13, 0.01, 1.5, True)),
    "CosineDecay": keras(lambda t: cosine(t, 0.3, 40, 0.0)),
    "CosineDecay alpha": keras(lambda t: cosine(t, 0.3, 40, 0.2)),
    "CosineDecay warm-up": keras(lambda t: cosine(t, 0.02, 40, 0.1, 0.3, 12)),
    # Not a power of two: at whole powers Keras' rounded logarithm may be one restart behind.
    "CosineDecayRestarts": keras(lambda t: restarts(t, 0.3, 9, 1.7, 0.8, 0.05)),
    "CosineDecayRestarts equal": keras(lambda t: restarts(t, 0.3, 9, 1.0, 0.9, 0.0)),
}


def plateau(seed, patience, **options):
    random = numpy.random.default_rng(seed)
    losses = numpy.round(2 * 0.97 ** numpy.arange(80) + 0.15 * random.standard_normal(80), 3)
    sgd = optimizer(0.5)
    # Its patience is the number of bad epochs that it bears, ours the number after which it acts.
    scheduler = torch_schedules.ReduceLROnPlateau(sgd, patience=patience - 1, threshold_mode="abs", eps=0, **options)
    rates = []
    for loss in losses:
        scheduler.step(float(loss))
        rates.append(sgd.param_groups[0]["lr"])
    return [losses.tolist(), rates]


PLATEAUS = {
    "default": plateau(1, 10, factor=0.1, threshold=1e-4),
    "patience 1": plateau(2, 1, factor=0.8, threshold=0.01),
    "cooldown": plateau(3, 3, factor=0.5, threshold=0.05, cooldown=4),
    "minRate": plateau(4, 2, factor=0.3, threshold=0.0, cooldown=1, min_lr=0.02),
    "higher": plateau(5, 3, factor=0.5, threshold=0.0, mode="max"),
}


def main(folder):
    for name, lines in (("pytorch", TORCH), ("keras", KERAS)):
        text = "".join(",".join([case, *map(repr, rates)]) + "\n" for case, rates in lines.items())
        (folder / f"{name}.csv").write_text(text)
    text = "".join(",".join([case, *map(repr, numbers)]) + "\n" for case, pair in PLATEAUS.items() for numbers in pair)
    (folder / "plateau.csv").write_text(text)


main(pathlib.Path(sys.argv[1]))
