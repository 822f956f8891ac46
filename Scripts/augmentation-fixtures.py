#!/usr/bin/env python3
"""SciPy's numbers for images that are turned, shifted, stretched and slanted, which `AugmentationTests` compares with.

    pip install scipy
    Scripts/augmentation-fixtures.py > Tests/GradusLearningTests/Fixtures/augmentations.json
"""

import json
import sys

import numpy as np
import scipy
from scipy import ndimage

rng = np.random.default_rng(3)
height, width, channels = 7, 10, 2
image = rng.random((height, width, channels)).astype(np.float32)
middle = np.array([(height - 1) / 2, (width - 1) / 2])
borders = {"black": "grid-constant", "edge": "nearest", "mirror": "mirror"}
cases = []
for degrees, scale, shear, rows, columns in [
    (90, 1, 0, 0, 0), (30, 1, 0, 0, 0), (0, 1, 0, 1.25, -2.5), (-20, 1.2, 10, 0.5, 1), (15, 0.7, -5, -1, 0.75),
]:
    c, s, slant = np.cos(np.radians(degrees)), np.sin(np.radians(degrees)), np.tan(np.radians(shear))
    # Of (row, column) in the image: against the clock as it is seen, with rows running down.
    turn = np.array([[c, -s], [s, c]]) @ np.array([[1, 0], [slant, 1]]) * scale
    inverse = np.linalg.inv(turn)
    offset = middle - inverse @ (middle + [rows, columns])
    for border, mode in borders.items():
        moved = np.stack(
            [
                ndimage.affine_transform(image[:, :, k].astype(float), inverse, offset, order=1, mode=mode)
                for k in range(channels)
            ],
            axis=2,
        )
        cases.append(
            {
                "border": border, "degrees": degrees, "scale": scale, "shear": shear, "rows": rows,
                "columns": columns, "samples": moved.ravel().tolist(),
            }
        )
json.dump(
    {
        "scipy": scipy.__version__, "height": height, "width": width, "channels": channels,
        "samples": image.ravel().tolist(), "cases": cases,
    },
    sys.stdout,
)
