"""Errors of fields of displacements as NumPy and SciPy compute them, in 64-bit floats, as one .npz file.

Run with Debian's python3-scipy (made with SciPy 1.10.1 and NumPy 1.24.2):

    /usr/bin/python3 toolkit/src/test/scipy/fields.py toolkit/src/test/resources/metrics/fields.npz

`field` and `truth` are (N, H, W, 2), down and to the right; `points` (N, P, 4), some of them outside. `determinants` come from
numpy.gradient, `registration` from scipy.ndimage.map_coordinates (order 1, mode nearest), `endpoint` from numpy.linalg.norm.
DisplacementFieldsTest.java reads the file.
"""

import sys

import numpy
from scipy import ndimage

generator = numpy.random.default_rng(18)
field = generator.uniform(-1.2, 1.2, (3, 6, 7, 2)).astype(numpy.float32)
truth = generator.uniform(-1.2, 1.2, (3, 6, 7, 2)).astype(numpy.float32)
points = generator.uniform(-2, 9, (3, 10, 4)).astype(numpy.float32)

wide = field.astype(numpy.float64)
determinants = numpy.empty(field.shape[:3])
registration = numpy.empty(points.shape[:2])
for n in range(len(field)):
    (ud, ur), (vd, vr) = (numpy.gradient(wide[n, :, :, k]) for k in range(2))
    determinants[n] = (1 + ud) * (1 + vr) - ur * vd
    p, q = points[n, :, :2].astype(numpy.float64), points[n, :, 2:].astype(numpy.float64)
    moves = [ndimage.map_coordinates(wide[n, :, :, k], p.T, order=1, mode="nearest") for k in range(2)]
    registration[n] = numpy.linalg.norm(p + numpy.stack(moves, axis=1) - q, axis=1)
endpoint = numpy.linalg.norm(wide - truth, axis=3)
written = {"determinants": determinants, "registration": registration, "endpoint": endpoint}
numpy.savez_compressed(
    sys.argv[1], field=field, truth=truth, points=points, **{key: value.astype(numpy.float32) for key, value in written.items()}
)
print(f"folds in {(determinants <= 0).mean():.3f} of the pixels")
