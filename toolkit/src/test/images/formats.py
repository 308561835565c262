"""Writes small image files with Pillow, tifffile, nibabel and numpy, and beside them the numbers that these read from them.

    python3 toolkit/src/test/images/formats.py      (from the root of the repository)

Into toolkit/src/test/resources/images: the files; expected.npz, one array (H, W, C) of 32-bit floats for each row; formats.csv with the columns
file, expected (the name of the array), options (what an ImageForm is asked for), tolerance.
Written with Pillow 9.4.0, tifffile 2023.2.3, nibabel 5.0.0, numpy 1.24.2.
"""
import csv
import io
import os
import zipfile

import nibabel
import numpy as np
import tifffile
from PIL import Image, ImageFile

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "images")
H, W = 6, 9
random = np.random.RandomState(7)
rows, arrays = [], {}
os.makedirs(OUT, exist_ok=True)
for old in os.listdir(OUT):
    os.remove(os.path.join(OUT, old))


def path(name):
    return os.path.join(OUT, name)


def add(name, values, options="", tolerance=0):
    values = np.asarray(values)
    if values.ndim == 2:
        values = values[:, :, None]
    key = name if name not in arrays else name + "#%d" % len(arrays)
    arrays[key] = np.ascontiguousarray(values.astype(np.float64).astype(np.float32))
    rows.append([name, key, options, tolerance])


def whole(bits, *shape):
    return random.randint(0, 2 ** bits, shape or (H, W)).astype(np.uint8 if bits <= 8 else np.uint16 if bits <= 16 else np.uint32)


def pillow(name, image, options="", tolerance=0, mode=None, **save):
    """Saved and read again by Pillow."""
    image.save(path(name), **save)
    read = Image.open(path(name))
    add(name, np.asarray(read.convert(mode) if mode else read), options, tolerance)


# PNG
pillow("gray8.png", Image.fromarray(whole(8)))
pillow("rgb8.png", Image.fromarray(whole(8, H, W, 3)))
pillow("rgba8.png", Image.fromarray(whole(8, H, W, 4), "RGBA"), "keep")
pillow("la8.png", Image.fromarray(whole(8, H, W, 2), "LA"), "keep")
pillow("gray16.png", Image.fromarray(whole(16).astype(np.uint16)))
add("rgba8.png", np.asarray(Image.open(path("rgba8.png")))[:, :, :3])
indexed = Image.fromarray((whole(8, H, W) % 11).astype(np.uint8), "P")
indexed.putpalette([int(v) for v in whole(8, 33)])
pillow("palette4.png", indexed, "mask")
add("palette4.png", np.asarray(Image.open(path("palette4.png")).convert("RGB")))
pillow("palette-clear.png", indexed, "keep", mode="RGBA", transparency=bytes([0, 50, 255, 7]))
pillow("bits1.png", Image.fromarray(whole(1) > 0), "mask")
icon = Image.open(path("rgba8.png"))
white = Image.new("RGBA", icon.size, (255, 255, 255, 255))
a = np.asarray(icon).astype(np.float64)
add("rgba8.png", a[:, :, :3] * a[:, :, 3:] / 255 + 255 * (1 - a[:, :, 3:] / 255), "over #ffffff", 1e-4)

# EXIF orientation, in JPEG, PNG and TIFF, as Pillow's ImageOps.exif_transpose turns it
from PIL import ImageOps
steps = np.zeros((16, 24, 3), np.uint8)
steps[:8, :12] = 40, 90, 160
steps[8:, :12] = 200, 30, 60
steps[:8, 12:] = 90, 220, 90
for turn in range(1, 9):
    for kind in ("jpg", "png"):
        exif = Image.Exif()
        exif[0x0112] = turn
        name = "turned%d.%s" % (turn, kind)
        Image.fromarray(steps).save(path(name), exif=exif, **({"quality": 95} if kind == "jpg" else {}))
        add(name, np.asarray(ImageOps.exif_transpose(Image.open(path(name)))), "", 1 if kind == "jpg" else 0)
        if turn == 6:
            add(name, np.asarray(Image.open(path(name))), "leave", 1 if kind == "jpg" else 0)
    exif = Image.Exif()
    name = "turned%d.tif" % turn
    tifffile.imwrite(path(name), steps[:4, :6], photometric="rgb", extratags=[(274, "H", 1, turn, True)])
    turns = {1: lambda v: v, 2: lambda v: v[:, ::-1], 3: lambda v: v[::-1, ::-1], 4: lambda v: v[::-1], 5: lambda v: v.transpose(1, 0, 2),
             6: lambda v: v.transpose(1, 0, 2)[:, ::-1], 7: lambda v: v.transpose(1, 0, 2)[::-1, ::-1], 8: lambda v: v.transpose(1, 0, 2)[::-1]}
    add(name, turns[turn](tifffile.imread(path(name))))

# JPEG: gray, colour, CMYK with and without Adobe's marker
smooth = np.clip(np.add.outer(np.arange(16) * 9, np.arange(24) * 4)[:, :, None] + np.array([0, 30, 60]), 0, 255).astype(np.uint8)
pillow("gray.jpg", Image.fromarray(smooth[:, :, 0]), tolerance=1)
pillow("rgb.jpg", Image.fromarray(smooth), tolerance=1, quality=90)
pillow("cmyk.jpg", Image.fromarray(smooth).convert("CMYK"), tolerance=2, mode="RGB")
pillow("progressive.jpg", Image.fromarray(smooth), tolerance=1, progressive=True)

# GIF
pillow("palette.gif", indexed, mode="RGB")
add("palette.gif", np.asarray(Image.open(path("palette.gif"))), "mask")

# BMP
pillow("rgb24.bmp", Image.fromarray(whole(8, H, W, 3)))
pillow("gray8.bmp", Image.fromarray(whole(8)))
pillow("palette8.bmp", indexed, mode="RGB")
add("palette8.bmp", np.asarray(Image.open(path("palette8.bmp"))), "mask")
pillow("bits1.bmp", Image.fromarray(whole(1) > 0))
pillow("rgba32.bmp", Image.fromarray(whole(8, H, W, 4), "RGBA"), tolerance=0, mode="RGB")

# TIFF
def tiff(name, values, expected=None, options="", **save):
    tifffile.imwrite(path(name), values, **save)
    add(name, tifffile.imread(path(name)) if expected is None else expected, options)


tiff("gray8.tif", whole(8))
tiff("gray16.tif", whole(16))
tiff("gray32.tif", random.randint(0, 2 ** 24, (H, W)).astype(np.uint32) * 256)
tiff("signed8.tif", whole(8).astype(np.int8))
tiff("signed16.tif", whole(16).astype(np.int16))
tiff("signed32.tif", random.randint(-2 ** 24, 2 ** 24, (H, W)).astype(np.int32))
tiff("float16.tif", random.randn(H, W).astype(np.float16))
tiff("float32.tif", random.randn(H, W).astype(np.float32))
tiff("float64.tif", random.randn(H, W))
tifffile.imwrite(path("bool.tif"), whole(1) > 0)
# Written white-is-zero: tifffile leaves the bits, Pillow turns them to light.
add("bool.tif", np.asarray(Image.open(path("bool.tif"))))
add("bool.tif", tifffile.imread(path("bool.tif")), "mask")
tiff("rgb16.tif", whole(16, H, W, 3), photometric="rgb")
tiff("bands5.tif", whole(16, H, W, 5), photometric="minisblack", planarconfig="contig")
planes = whole(16, 5, H, W)
tiff("planes5.tif", planes, planes.transpose(1, 2, 0), photometric="minisblack", planarconfig="separate")
floats = random.randn(2, H, W).astype(np.float32)
tiff("planes2.tif", floats, floats.transpose(1, 2, 0), photometric="minisblack", planarconfig="separate")
tiff("near-infrared.tif", whole(16, H, W, 4), photometric="rgb", extrasamples=["unspecified"])
tiff("bands6.tif", whole(8, H, W, 6), photometric="rgb", extrasamples=["unspecified"] * 3)
premultiplied = np.zeros((H, W, 4), np.uint8)
premultiplied[:, :, 3] = 128
premultiplied[:, :, :3] = whole(8, H, W, 3) // 2
tifffile.imwrite(path("premultiplied.tif"), premultiplied, photometric="rgb", extrasamples=["assocalpha"])
add("premultiplied.tif", premultiplied[:, :, :3] / (128 / 255.), "", 1e-4)
pages = whole(16, 3, H, W)
tiff("pages3.tif", pages, pages.transpose(1, 2, 0), "everyPage", photometric="minisblack")
add("pages3.tif", tifffile.imread(path("pages3.tif"), key=1), "pages 1")
add("pages3.tif", tifffile.imread(path("pages3.tif"))[[2, 0]].transpose(1, 2, 0), "pages 2 0")
tiff("tiled.tif", whole(16, 40, 35), tile=(16, 16))
tiff("bigendian.tif", whole(16), byteorder=">")
tiff("bigtiff.tif", whole(16), bigtiff=True)
tiff("deflate.tif", (whole(16, 40, 35) % 50).astype(np.uint16), compression="deflate")
tiff("predictor.tif", (whole(16, 40, 35) % 50).astype(np.uint16), compression="deflate", predictor=True)
inverted = whole(8)
tifffile.imwrite(path("whiteiszero.tif"), inverted, photometric="miniswhite")
add("whiteiszero.tif", np.asarray(Image.open(path("whiteiszero.tif"))))
pillow("lzw.tif", Image.fromarray(whole(8, H, W, 3)), compression="tiff_lzw")
pillow("packbits.tif", Image.fromarray(whole(8, H, W, 3) // 100), compression="packbits")
pillow("group4.tif", Image.fromarray(whole(1, 20, 30) > 0), compression="group4")
pillow("jpeg.tif", Image.fromarray(smooth), tolerance=1, compression="jpeg")
pillow("palette.tif", indexed, "mask")
add("palette.tif", np.asarray(Image.open(path("palette.tif")).convert("RGB")))
pillow("rgba.tif", Image.fromarray(whole(8, H, W, 4), "RGBA"), "keep")
pillow("cmyk.tif", Image.fromarray(whole(8, H, W, 4), "CMYK"), tolerance=1, mode="RGB")

# WebP
pillow("lossless.webp", Image.fromarray(whole(8, H, W, 3)), lossless=True)
pillow("alpha.webp", Image.fromarray(whole(8, H, W, 4) | 1, "RGBA"), "keep", lossless=True, exact=True)
pillow("lossy.webp", Image.fromarray(smooth), tolerance=6, quality=90)

# NumPy
for kind in ("b1", "u1", "u2", "u4", "i1", "i2", "i4", "i8", "f2", "f4", "f8"):
    for order in "<>" if kind[1] != "1" else "|":
        values = random.randn(H, W) * 50
        values = (values > 0) if kind == "b1" else np.abs(values) if kind[0] == "u" else values
        name = "%s-%s.npy" % (kind, {"<": "little", ">": "big", "|": "byte"}[order])
        np.save(path(name), values.astype(order + kind))
        add(name, np.load(path(name)))
np.save(path("fortran.npy"), np.asfortranarray(whole(16, H, W, 3)))
add("fortran.npy", np.load(path("fortran.npy")))
np.save(path("channels4.npy"), whole(8, H, W, 4))
add("channels4.npy", np.load(path("channels4.npy")))
volume = whole(16, 4, H, W)
np.save(path("volume.npy"), volume)
add("volume.npy", volume[[3, 1]].transpose(1, 2, 0), "slices 0 3 1")
add("volume.npy", volume[:, 2, :], "slices 1 2")
np.savez(path("one.npz"), image=whole(16))
add("one.npz", np.load(path("one.npz"))["image"])
np.savez_compressed(path("two.npz"), image=whole(16), mask=whole(8) % 3)
add("two.npz", np.load(path("two.npz"))["image"], "array image")
add("two.npz", np.load(path("two.npz"))["mask"], "array mask")

# NIfTI
def nifti(name, values, cut, options="", scale=None, order="<"):
    image = nibabel.Nifti1Image(values, np.eye(4))
    header = nibabel.Nifti1Header(endianness=order)
    header.set_data_dtype(values.dtype.newbyteorder(order))
    image = nibabel.Nifti1Image(values, np.eye(4), header)
    if scale:
        image.header.set_slope_inter(*scale)
        # The numbers are stored as they are; the scale is only declared.
        image = nibabel.Nifti1Image(nibabel.nifti1.np.asarray(values), np.eye(4), image.header)
        image.header.set_slope_inter(1, 0)
    nibabel.save(image, path(name))
    if scale:
        import gzip
        import struct
        packed = name.endswith(".gz")
        content = bytearray((gzip.open if packed else open)(path(name), "rb").read())
        content[112:120] = struct.pack(order + "ff", *scale)
        with (gzip.open if packed else open)(path(name), "wb") as out:
            out.write(bytes(content))
    add(name, cut(nibabel.load(path(name)).get_fdata()), options)


for kind in ("uint8", "int8", "int16", "uint16", "int32", "uint32", "float32", "float64"):
    nifti(kind + ".nii", (random.randn(H, W, 3) * 40 + 100).clip(0, 120).astype(kind), lambda v: v[:, :, 1], "slices 2 1")
nifti("flat.nii", (random.randn(H, W) * 40).astype("int16"), lambda v: v)
nifti("bigendian.nii", (random.randn(H, W, 3) * 40).astype("int16"), lambda v: v[:, :, [2, 0]], "slices 2 2 0", order=">")
nifti("scaled.nii.gz", (random.randn(H, W, 3) * 40).astype("int16"), lambda v: v[:, :, 1], "slices 2 1", scale=(0.5, -1024))
nifti("sagittal.nii.gz", (random.randn(4, H, W) * 40).astype("int16"), lambda v: v[2], "slices 0 2")
nifti("coronal.nii.gz", (random.randn(H, 4, W) * 40).astype("int16"), lambda v: v[:, 3], "slices 1 3")
nifti("time.nii.gz", (random.randn(H, W, 3, 4) * 40).astype("int16"), lambda v: v[:, :, [1, 2]][:, :, :, [0, 3]].reshape(H, W, 4), "slices 2 1 2 volumes 0 3")

# PNM
def pnm(name, content):
    with open(path(name), "wb") as out:
        out.write(content)
    add(name, np.asarray(Image.open(path(name))))


pillow("gray.pgm", Image.fromarray(whole(8)))
pillow("rgb.ppm", Image.fromarray(whole(8, H, W, 3)))
pillow("bits.pbm", Image.fromarray(whole(1) > 0))
deep = whole(16)
with open(path("deep.pgm"), "wb") as out:
    out.write(b"P5 # 16 bits\n%d %d\n65535\n" % (W, H) + deep.astype(">u2").tobytes())
add("deep.pgm", deep)
plain = whole(8, H, W, 3)
with open(path("plain.ppm"), "w") as out:
    out.write("P3\n%d %d 255\n" % (W, H) + " ".join(map(str, plain.reshape(-1))))
add("plain.ppm", plain)
floats = random.randn(H, W, 3).astype(np.float32)
for order, scale in (("<", -1.0), (">", 1.0)):
    name = "float%s.pfm" % ("-big" if scale > 0 else "")
    with open(path(name), "wb") as out:
        out.write(b"PF\n%d %d\n%f\n" % (W, H, scale) + floats[::-1].astype(order + "f4").tobytes())
    add(name, floats)

np.savez_compressed(path("expected.npz"), **arrays)
with open(path("formats.csv"), "w", newline="") as out:
    csv.writer(out, lineterminator="\n").writerows([["file", "expected", "options", "tolerance"]] + rows)
print(len(rows), "rows,", sum(os.path.getsize(path(f)) for f in os.listdir(OUT)), "bytes")
