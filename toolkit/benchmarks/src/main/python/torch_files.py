"""Trains a network in PyTorch from pairs of JPEG files that torchvision reads and changes at random.

    torch_files.py WORK_FOLDER FILES_FOLDER PAIRS EPOCHS

WORK_FOLDER is that of torch_steps.py; its targets stay, its images are those of the files. One epoch warms up. It prints `RESULT
ms=... loss=NaN peak_mb=...`, the median time of a step. Without arguments it says `ready VERSION`.
"""

import statistics
import sys
import time

from torchvision_epochs import Pairs  # says `missing WHY` where there is no torchvision
from torch_steps import Work, peak_megabytes

import torch
import torchvision


def main():
    if len(sys.argv) == 1:
        print(f"ready {torchvision.__version__}")
        return
    folder, files, pairs, epochs = sys.argv[1:]
    work = Work(folder)
    batch, _, size, _ = work.values["i0"].shape
    loader = torch.utils.data.DataLoader(
        Pairs(files, int(pairs), size, True, "-right.jpg"),
        batch_size=batch,
        shuffle=True,
        num_workers=2,
        persistent_workers=True,
    )
    steps = []
    for epoch in range(int(epochs) + 1):
        start = time.perf_counter()
        for images in loader:
            for i, image in enumerate(images):
                work.values[f"i{i}"] = image.contiguous(memory_format=torch.channels_last)
            work.step()
        steps.append((time.perf_counter() - start) * 1e3 / len(loader))
    print(f"RESULT ms={statistics.median(steps[1:]):.4f} loss=NaN peak_mb={peak_megabytes():.0f}", flush=True)


main()
