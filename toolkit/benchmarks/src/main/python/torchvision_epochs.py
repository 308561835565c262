"""Reads pairs of image files with torchvision's DataLoader.

    torchvision_epochs.py FOLDER PAIRS SIZE BATCH WORKERS AUGMENT RIGHT DECODER WARM_UP EPOCHS

RIGHT is what the names of the right files end in: .png or -right.jpg. DECODER is `pil`, where images are PIL's until the end, or `io`,
where torchvision.io decodes into a tensor, which is resized without smoothing. It prints

    RESULT ms=... loss=... peak_mb=... cpu_ms=...

The time and the CPU time of a pair are medians over the epochs; the CPU time is that of this process and its workers. In the place of
the loss stands the mean of all pixels of the first epoch. Memory that processes share is counted once.
"""

import math
import multiprocessing
import os
import statistics
import sys
import time

try:
    import torch
    import torchvision
    from PIL import Image
    from torchvision import io, transforms
except ImportError as error:
    print(f"missing {error}", flush=True)
    sys.exit()


class Pairs(torch.utils.data.Dataset):
    def __init__(self, folder, count, size, augment, right, decoder="pil"):
        self.folder = folder
        self.right = right
        self.count = count
        self.decoder = decoder
        steps = [transforms.Resize((size, size), transforms.InterpolationMode.BILINEAR)]
        if augment:
            # It has no filling with the nearest pixel: outside the frame is black.
            steps.append(
                transforms.RandomAffine(
                    20,
                    translate=(0.2, 0.2),
                    scale=(0.8, 1.2),
                    shear=math.degrees(0.2),
                    interpolation=transforms.InterpolationMode.BILINEAR,
                )
            )
            steps.append(transforms.RandomHorizontalFlip())
        if decoder == "pil":
            steps.append(transforms.ToTensor())
        else:
            # First, or every step would convert to floats and back.
            steps.insert(0, transforms.ConvertImageDtype(torch.float32))
        self.change = transforms.Compose(steps)

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return self.read(f"{index:06d}.jpg"), self.read(f"{index:06d}{self.right}")

    def read(self, name):
        path = os.path.join(self.folder, name)
        if self.decoder == "io":
            return self.change(io.decode_image(io.read_file(path), io.ImageReadMode.RGB))
        with Image.open(path) as image:
            return self.change(image.convert("RGB"))


def processes():
    return [os.getpid()] + [worker.pid for worker in multiprocessing.active_children()]


def cpu_seconds():
    ticks = 0
    for pid in processes():
        with open(f"/proc/{pid}/stat") as file:
            # The name of the command, in brackets, may hold blanks; utime and stime are fields 14 and 15.
            fields = file.read().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes():
    total = 0
    for pid in processes():
        with open(f"/proc/{pid}/smaps_rollup") as file:
            total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    return total / 1000


def read(loader, epoch, every):
    torch.manual_seed(epoch)
    total, values = 0.0, 0
    for images in loader:
        for image in images:
            seen = image.view(-1)[::every]
            total += seen.sum(dtype=torch.float64).item()
            values += len(seen)
    return total / values


def main():
    folder, count, size, batch, workers, augment, right, decoder, warm_up, epochs = sys.argv[1:]
    torch.set_num_threads(1)
    loader = torch.utils.data.DataLoader(
        Pairs(folder, int(count), int(size), augment == "true", right, decoder),
        batch_size=int(batch),
        shuffle=True,
        num_workers=int(workers),
        persistent_workers=True,
    )
    mean = read(loader, 0, 1)
    for epoch in range(1, int(warm_up)):
        read(loader, epoch, 4099)
    clock, cpu, memory = [], [], []
    for epoch in range(int(epochs)):
        cpu_before, start = cpu_seconds(), time.perf_counter()
        read(loader, int(warm_up) + epoch, 4099)
        clock.append((time.perf_counter() - start) * 1e3 / int(count))
        cpu.append((cpu_seconds() - cpu_before) * 1e3 / int(count))
        memory.append(megabytes())
    print(
        f"RESULT ms={statistics.median(clock):.4f} loss={mean:.6f} peak_mb={max(memory):.0f}"
        f" cpu_ms={statistics.median(cpu):.4f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
