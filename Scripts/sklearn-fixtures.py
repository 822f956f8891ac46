#!/usr/bin/env python3
"""The loss curves of scikit-learn's MLPClassifier and MLPRegressor that `SklearnTests` compares with, printed.

    Scripts/sklearn-fixtures.py

The UCI digits by 16, in their order; a network 64-20-10 or 64-20-1 that begins with w[i][j] = sin(i + 3 j + layer) / 5 and b = 0; batches of 200
without shuffling, no penalty, 5 epochs. Needs scikit-learn; the version is printed.
"""

import numpy as np
import sklearn
from sklearn import datasets, neural_network
import warnings


class Beginning:
    def _init_coef(self, fan_in, fan_out, dtype):
        self.layer = getattr(self, "layer", -1) + 1
        rows, columns = np.meshgrid(np.arange(fan_in), np.arange(fan_out), indexing="ij")
        return np.sin(rows + 3 * columns + self.layer).astype(dtype) / 5, np.zeros(fan_out, dtype)


class Classifier(Beginning, neural_network.MLPClassifier):
    pass


class Regressor(Beginning, neural_network.MLPRegressor):
    pass


warnings.filterwarnings("ignore")
digits = datasets.load_digits()
x, y = digits.data / 16, digits.target
print("scikit-learn", sklearn.__version__)
same = dict(hidden_layer_sizes=(20,), alpha=0, batch_size=200, max_iter=5, shuffle=False, tol=0)
for name, options in {
    "adam relu": dict(solver="adam", activation="relu", learning_rate_init=0.01),
    "sgd tanh": dict(solver="sgd", activation="tanh", learning_rate_init=0.1, momentum=0.9, nesterovs_momentum=False),
    "nesterov logistic": dict(solver="sgd", activation="logistic", learning_rate_init=0.1, momentum=0.9),
}.items():
    print(name, *(repr(float(v)) for v in Classifier(**same, **options).fit(x, y).loss_curve_), sep=", ")
    options["learning_rate_init"] /= 10
    print(name, "regressor", *(repr(float(v)) for v in Regressor(**same, **options).fit(x, y / 9).loss_curve_), sep=", ")
# The loss after 1, 2, … iterations, with the penalty α/(2n) Σ W².
for alpha in (0, 10):
    options = dict(hidden_layer_sizes=(20,), alpha=alpha, solver="lbfgs", activation="tanh", tol=0)
    losses = [Classifier(max_iter=count, **options).fit(x, y).loss_ for count in range(1, 9)]
    print("lbfgs tanh", alpha, *(repr(float(v)) for v in losses), sep=", ")
