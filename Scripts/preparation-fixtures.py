#!/usr/bin/env python3
"""scikit-learn's numbers for how columns are prepared, which `PreparationTests` compares with.

    pip install scikit-learn
    Scripts/preparation-fixtures.py > Tests/GradusLearningTests/Fixtures/preparation.json
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.preprocessing import FunctionTransformer, QuantileTransformer, StandardScaler

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)
# Of 65 numbers the shares k/64 are exact, and so are NumPy's quantiles; of 60 rounding takes some numbers off those that they are equal to.
count = 65
columns = {
    "skewed": np.exp(2 * rng.standard_normal(count)),
    "tied": rng.integers(0, 6, count).astype(float),
    "zeros": np.where(rng.random(count) < 0.6, 0.0, rng.random(count) * 1e6),
    "negative": -np.exp(rng.standard_normal(count)),
    "many": rng.gamma(0.7, 3.0, 2400),
    "coarse": np.round(rng.gamma(0.7, 3.0, 1700), 1),
}


def prepared(transformer, fit, new):
    return transformer.fit(fit.reshape(-1, 1)).transform(new.reshape(-1, 1)).ravel().tolist()


cases = []
for name, values in columns.items():
    spread = np.ptp(values)
    # What lies on the numbers, between them and outside.
    new = np.concatenate([values[:20], values[:15] + 1e-3 * spread, [values.min() - 1, values.max() + spread, 0.0]])
    case = {"name": name, "fit": values.tolist(), "new": new.tolist()}
    for key, output in ("quantile", "uniform"), ("normal", "normal"):
        transformer = QuantileTransformer(n_quantiles=min(1000, len(values)), output_distribution=output, subsample=None)
        case[key] = prepared(transformer, values, new)
    signed = FunctionTransformer(lambda x: np.sign(x) * np.log1p(np.abs(x)))
    scaler = StandardScaler().fit(signed.transform(values.reshape(-1, 1)))
    case["log"] = scaler.transform(signed.transform(new.reshape(-1, 1))).ravel().tolist()
    cases.append(case)

mixing = rng.standard_normal((5, 5))
rows = (rng.standard_normal((40, 5)) @ mixing + 3).astype(np.float32)
pca = PCA(whiten=True).fit(rows.astype(np.float64))
# Each direction turned so that its largest entry is positive.
signs = np.sign([row[np.argmax(np.abs(row))] for row in pca.components_])
whitened = pca.transform(rows.astype(np.float64)) * signs
few = PCA(n_components=2, whiten=True).fit(rows.astype(np.float64)).transform(rows.astype(np.float64))
few *= np.sign([row[np.argmax(np.abs(row))] for row in pca.components_[:2]])
json.dump(
    {
        "scikit-learn": sklearn.__version__,
        "columns": cases,
        "whitening": {
            "rows": rows.tolist(),
            "pca": whitened.tolist(),
            "two": few.tolist(),
            # The whitened numbers turned back along the directions.
            "zca": (whitened @ (pca.components_ * signs[:, None])).tolist(),
        },
    },
    __import__("sys").stdout,
)
