#!/usr/bin/env python3
"""What scikit-learn measures on a few predictions, for the tests: Tests/GradusLearningTests/Fixtures/measures.json.

    Scripts/measure-fixtures.py > Tests/GradusLearningTests/Fixtures/measures.json

Among them are classes that never occur or that nothing is taken for, equal probabilities, and certain ones. Also what statsmodels says of two models
that differ, and the temperature that SciPy finds. Needs scikit-learn, whose version is the first key, statsmodels and SciPy.
"""

import json
import warnings

import numpy as np
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar

warnings.filterwarnings("ignore")


def case(labels, p):
    labels, p = np.array(labels), np.array(p, dtype=float)
    k = p.shape[1]
    guesses = p.argmax(axis=1)
    known = list(range(k))
    result = {"labels": labels.tolist(), "probabilities": p.ravel().tolist(), "classes": k}

    def put(name, compute):
        try:
            value = float(compute())
            result[name] = None if np.isnan(value) else value
        except ValueError:
            result[name] = None

    put("accuracy", lambda: metrics.accuracy_score(labels, guesses))
    put("balanced", lambda: metrics.balanced_accuracy_score(labels, guesses))
    put("matthews", lambda: metrics.matthews_corrcoef(labels, guesses))
    put("kappa", lambda: metrics.cohen_kappa_score(labels, guesses))
    for average in ("macro", "weighted"):
        for name, measure in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
            put(f"{average}_{name}", lambda: measure(labels, guesses, average=average, zero_division=0))
    put("log_loss", lambda: metrics.log_loss(labels, p, labels=known))
    one_hot = np.eye(k)[labels]
    put("brier", lambda: np.mean(np.sum((p - one_hot) ** 2, axis=1)) / (2 if k == 2 else 1))
    for top in (1, 2):
        if top < k:
            put(f"top_{top}", lambda: metrics.top_k_accuracy_score(labels, p[:, 1] if k == 2 else p, k=top, labels=known))
    if k == 2:
        put("auc", lambda: metrics.roc_auc_score(labels, p[:, 1]))
        put("average_precision", lambda: metrics.average_precision_score(labels, p[:, 1]))
    else:
        put("auc", lambda: metrics.roc_auc_score(labels, p, multi_class="ovr", labels=known))
        put("auc_pairs", lambda: metrics.roc_auc_score(labels, p, multi_class="ovo", labels=known))
        put("average_precision", lambda: metrics.average_precision_score(one_hot, p) if len(set(labels)) == k else np.nan)
    return result


def random(seed, n, k, quantum):
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, k, n)
    p = generator.random((n, k)) + 0.3 * np.eye(k)[labels]
    p = np.round(p / quantum) * quantum + 1e-3
    return labels, p / p.sum(axis=1, keepdims=True)


cases = [
    case(*random(1, 40, 2, 0.1)), case(*random(2, 60, 3, 0.2)), case(*random(3, 80, 5, 0.01)), case(*random(4, 30, 4, 0.5)),
    case([0, 1, 1, 0], [[1, 0], [0, 1], [1, 0], [0, 1]]),
    case([0, 0, 1, 1, 0], [[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.1, 0.8, 0.1], [0.4, 0.3, 0.3], [0.6, 0.2, 0.2]]),
    case([1, 1, 1], [[0.2, 0.8], [0.6, 0.4], [0.3, 0.7]]),
]


def comparison(first, second):
    table = [[50, first], [second, 40]]
    exact = mcnemar(table, exact=first + second <= 1000, correction=True)
    return {"first": first, "second": second, "probability": float(exact.pvalue)}


def temperature(seed, n, k, scale):
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, k, n)
    scores = scale * (generator.normal(size=(n, k)) + 1.2 * np.eye(k)[labels])

    def loss(beta):
        return np.mean(logsumexp(beta * scores, axis=1) - beta * scores[np.arange(n), labels])

    best = minimize_scalar(loss, bounds=(1e-4, 100), method="bounded", options={"xatol": 1e-12})
    return {"scores": scores.ravel().tolist(), "labels": labels.tolist(), "temperature": float(1 / best.x)}


comparisons = [comparison(*pair) for pair in ((0, 0), (5, 1), (1, 5), (10, 10), (12, 25), (0, 30), (300, 351), (480, 519), (700, 600))]
temperatures = [temperature(*setting) for setting in ((1, 60, 3, 1.0), (2, 90, 5, 4.0), (3, 50, 2, 0.2))]
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases, "comparisons": comparisons, "temperatures": temperatures}))
