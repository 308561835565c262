"""Scores of fused images and a pyramid of details as scikit-image, scikit-learn and SciPy compute them, as one .npz file.

Run with Debian's python3-skimage, python3-sklearn and python3-scipy (made with scikit-image 0.19.3, scikit-learn 1.2.1, SciPy 1.10.1
and NumPy 1.24.2):

    /usr/bin/python3 toolkit/src/test/scipy/fusion.py toolkit/src/test/resources/metrics/fusion.npz

`fused` is (N, H, W, 1), `sources` (N, H, W, 2), smoothed noise with some flat squares; a row of `fused` lies outside of 0..1. `entropy`
comes from skimage.measure.shannon_entropy, `information` from sklearn.metrics.mutual_info_score, `ssim` from
skimage.metrics.structural_similarity over the windows that lie in the image, `transfer` from scipy.ndimage.sobel and the formula of
Xydeas and Petrovic. `pyramid` is made of the two sources, and `odd` of their cut to odd sizes, with scipy.ndimage.convolve1d.
FusionScoresTest.java and LaplacianPyramidTest.java read the file.
"""

import sys

import numpy
from scipy import ndimage
from skimage.measure import shannon_entropy
from skimage.metrics import structural_similarity
from sklearn.metrics import mutual_info_score

g = numpy.random.default_rng(7)
N, H, W = 3, 24, 20


def picture():
    smooth = ndimage.gaussian_filter(g.uniform(0, 1, (H, W)), g.uniform(0.5, 2.5))
    smooth = (smooth - smooth.min()) / (smooth.max() - smooth.min())
    top, left = g.integers(0, H - 8), g.integers(0, W - 8)
    smooth[top : top + 8, left : left + 8] = g.uniform()
    return smooth


sources = numpy.stack([[picture(), picture()] for _ in range(N)]).transpose(0, 2, 3, 1).astype(numpy.float32)
weight = g.uniform(0.2, 0.8, (N, 1, 1))
fused = weight * sources[..., 0] + (1 - weight) * sources[..., 1]
fused = (fused + 0.02 * g.normal(size=fused.shape)).astype(numpy.float32)
fused[0, 3] = 1.2
fused[1, 4] = -0.1


def levels(image):
    return numpy.clip(numpy.floor(255 * image.astype(float) + 0.5), 0, 255).astype(numpy.uint8)


def ssim(a, b):
    full = structural_similarity(
        a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1.0, full=True
    )[1]
    return full[5:-5, 5:-5].mean()


def edges(image):
    across, down = ndimage.sobel(image, axis=1)[1:-1, 1:-1], ndimage.sobel(image, axis=0)[1:-1, 1:-1]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        angle = numpy.where(across == 0, numpy.pi / 2, numpy.arctan(down / across))
    return numpy.hypot(across, down), angle


def transfer(f, parts):
    strength_f, angle_f = edges(f)
    above = below = 0
    for part in parts:
        strength, angle = edges(part)
        with numpy.errstate(divide="ignore", invalid="ignore"):
            share = numpy.where(strength_f > strength, strength / strength_f, strength_f / strength)
        along = numpy.abs(numpy.abs(angle - angle_f) - numpy.pi / 2) * 2 / numpy.pi
        kept = 0.9994 / (1 + numpy.exp(-15 * (share - 0.5))) * 0.9879 / (1 + numpy.exp(-22 * (along - 0.8)))
        above = above + numpy.nansum(kept * strength)
        below = below + strength.sum()
    return above / below


BLUR = numpy.array([1, 4, 6, 4, 1]) / 16


def blurred(image, factor=1):
    for axis in (0, 1):
        image = ndimage.convolve1d(image, BLUR * factor, axis=axis, mode="mirror")
    return image


def expanded(small, shape):
    zeros = numpy.zeros(shape)
    zeros[::2, ::2] = small
    return blurred(zeros, 2)


def pyramid(images, steps):
    details = []
    for _ in range(steps):
        small = [blurred(image)[::2, ::2] for image in images]
        details.append([image - expanded(s, image.shape) for image, s in zip(images, small)])
        images = small
    result = numpy.mean(images, axis=0)
    for pair in reversed(details):
        stack = numpy.array(pair)
        strongest = numpy.take_along_axis(stack, numpy.abs(stack).argmax(0)[None], 0)[0]
        result = expanded(result, strongest.shape) + strongest
    return result


F, S = fused.astype(float), sources.astype(float)
written = {
    "entropy": [shannon_entropy(levels(f)) for f in F],
    "information": [
        sum(mutual_info_score(levels(S[i, ..., k]).ravel(), levels(F[i]).ravel()) for k in range(2)) / numpy.log(2)
        for i in range(N)
    ],
    "ssim": [numpy.mean([ssim(F[i], S[i, ..., k]) for k in range(2)]) for i in range(N)],
    "transfer": [transfer(F[i], [S[i, ..., k] for k in range(2)]) for i in range(N)],
    "pyramid": [pyramid([S[i, ..., 0], S[i, ..., 1]], 3) for i in range(N)],
    "odd": [pyramid([S[i, :23, :17, 0], S[i, :23, :17, 1]], 3) for i in range(N)],
}
numpy.savez_compressed(
    sys.argv[1],
    fused=fused[..., None],
    sources=sources,
    **{key: numpy.array(value, numpy.float32) for key, value in written.items()},
)
print({key: numpy.round(value, 4).tolist() for key, value in written.items() if key not in ("pyramid", "odd")})
