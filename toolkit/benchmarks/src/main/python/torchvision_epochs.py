"""Reads pairs of image files with torchvision's DataLoader and two workers, one epoch for each line on standard input.

    torchvision_epochs.py FOLDER PAIRS SIZE BATCH WORKERS AUGMENT RIGHT

says `ready VERSION`, or `missing WHY`. Then to each `EPOCH EVERY` it answers

    PAIRS CPU_SECONDS SUM COUNT

where CPU_SECONDS is that of this process and its workers since their start, and SUM that of every EVERY-th pixel value. RIGHT is
what the names of the right files end in: .png or -right.jpg.
"""

import math
import multiprocessing
import os
import sys
import time

try:
    import torch
    import torchvision
    from PIL import Image
    from torchvision import transforms
except ImportError as error:
    print(f"missing {error}", flush=True)
    sys.exit()


class Pairs(torch.utils.data.Dataset):
    def __init__(self, folder, count, size, augment, right):
        self.folder = folder
        self.right = right
        self.count = count
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
        self.change = transforms.Compose(steps + [transforms.ToTensor()])

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return self.read(f"{index:06d}.jpg"), self.read(f"{index:06d}{self.right}")

    def read(self, name):
        with Image.open(os.path.join(self.folder, name)) as image:
            return self.change(image.convert("RGB"))


def cpu_seconds():
    ticks = 0
    for worker in multiprocessing.active_children():
        with open(f"/proc/{worker.pid}/stat") as file:
            # The name of the command, in brackets, may hold blanks; utime and stime are fields 14 and 15.
            fields = file.read().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def main():
    folder, count, size, batch, workers, augment, right = sys.argv[1:]
    torch.set_num_threads(1)
    loader = torch.utils.data.DataLoader(
        Pairs(folder, int(count), int(size), augment == "true", right),
        batch_size=int(batch),
        shuffle=True,
        num_workers=int(workers),
        persistent_workers=True,
    )
    print(f"ready {torchvision.__version__}", flush=True)
    for line in sys.stdin:
        epoch, every = map(int, line.split())
        torch.manual_seed(epoch)
        pairs, total, values = 0, 0.0, 0
        for images in loader:
            pairs += len(images[0])
            for image in images:
                seen = image.view(-1)[::every]
                total += seen.sum(dtype=torch.float64).item()
                values += len(seen)
        print(pairs, cpu_seconds(), total, values, flush=True)


if __name__ == "__main__":
    main()
