"""Trains a network in PyTorch, channels last, and prints how long a step took.

    torch_steps.py FOLDER KIND WARM_UP STEPS STEPS_TO_LOSS

FOLDER holds work.txt, a line for each input, weight and op, and work.bin with their floats. KIND is TRAIN, PREDICT or START. It
prints `RESULT ms=... loss=... peak_mb=...`, or `missing WHY` where there is no PyTorch. Without a FOLDER it says `ready VERSION`.
"""

import statistics
import sys
import time

try:
    import numpy
    import torch
    from torch.nn import functional
except ImportError as error:
    print(f"missing {error}", flush=True)
    sys.exit()


def dense(x, matrix, bias):
    if x.dim() == 2:
        return torch.addmm(bias, x, matrix)
    return functional.conv2d(x, matrix.t()[:, :, None, None], bias)


def copies(kernel, channels):
    return kernel.repeat(1, int(channels), 1, 1).contiguous(memory_format=torch.channels_last)


OPS = {
    "conv": lambda x, k, b, same: functional.conv2d(x, k, b, padding="same" if int(same) else 0),
    "dense": dense,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "abs": torch.abs,
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "max": torch.maximum,
    "scale": lambda x, factor: x * float(factor),
    "concat": lambda *all: torch.cat(all, 1),
    "part": lambda x, start, size: x.narrow(1, int(start), int(size)),
    "max_pool": lambda x: functional.max_pool2d(x, 2),
    "upsample": lambda x: functional.interpolate(x, scale_factor=2, mode="nearest"),
    "global_mean": lambda x: x.mean((2, 3)),
    "pixel_of_means": lambda x: x.mean((2, 3), keepdim=True),
    "mean_channels": lambda x: x.mean(1, keepdim=True),
    "shift": lambda x, down, right: functional.pad(x, (-int(right), int(right), -int(down), int(down))),
    "copies": copies,
    "fold": lambda x: x.reshape(-1, 1, *x.shape[2:]),
    "max_over_folded": lambda x, channels: x.reshape(-1, int(channels), x.shape[1]).amax(1),
    "unfold": lambda x, channels: x.reshape(-1, int(channels) * x.shape[1]),
    "elements": lambda x, grid, bias: x * grid + bias,
    "sum_rows": lambda x: x.sum(1),
}


class Work:
    def __init__(self, folder):
        self.values, self.weights, self.ops = {}, [], []
        numbers = numpy.fromfile(folder + "/work.bin", "<f4")
        used = 0
        for line in open(folder + "/work.txt"):
            kind, name, *rest = line.split()
            if kind == "op":
                self.ops.append((name, OPS[rest[0]], rest[1:]))
            elif kind == "logits":
                self.result = name
            else:
                shape = [int(size) for size in (rest[1:] if kind == "weight" else rest)]
                size = int(numpy.prod(shape))
                array = torch.tensor(numbers[used : used + size]).reshape(shape)
                used += size
                if kind == "weight":
                    if rest[0] == "kernel":
                        array = array.permute(3, 2, 0, 1).contiguous(memory_format=torch.channels_last)
                    self.weights.append(array.requires_grad_())
                elif len(shape) == 4:
                    array = array.permute(0, 3, 1, 2)
                self.values[name] = array
        self.adam = torch.optim.Adam(self.weights, 1e-3, eps=1e-7)
        if "classes" in self.values:
            self.values["classes"] = self.values["classes"].long()

    def logits(self):
        values = dict(self.values)
        for name, op, arguments in self.ops:
            values[name] = op(*[values.get(argument, argument) for argument in arguments])
        return values[self.result]

    def loss(self):
        if "classes" in self.values:
            return functional.cross_entropy(self.logits(), self.values["classes"])
        return functional.binary_cross_entropy_with_logits(self.logits(), self.values["mask"])

    def step(self):
        self.adam.zero_grad()
        loss = self.loss()
        loss.backward()
        self.adam.step()
        loss.item()

    @torch.no_grad()
    def predict(self):
        self.logits().numpy()

    @torch.no_grad()
    def told_loss(self):
        return self.loss().item()


def median(task, count):
    times = []
    for _ in range(count):
        start = time.perf_counter()
        task()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times) if times else 0


def peak_megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmHWM:"))


def main():
    if len(sys.argv) == 1:
        print(f"ready {torch.__version__}")
        return
    folder, kind, warm_up, steps, steps_to_loss = sys.argv[1:]
    work = Work(folder)
    for _ in range({"TRAIN": int(steps_to_loss), "PREDICT": 0, "START": 1}[kind]):
        work.step()
    loss = work.told_loss()
    milliseconds = 0
    if kind != "START":
        task = work.predict if kind == "PREDICT" else work.step
        median(task, int(warm_up))
        milliseconds = median(task, int(steps))
    print(f"RESULT ms={milliseconds:.4f} loss={loss:.6f} peak_mb={peak_megabytes():.0f}", flush=True)


if __name__ == "__main__":
    main()
