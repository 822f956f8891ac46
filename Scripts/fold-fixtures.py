#!/usr/bin/env python3
"""What scikit-learn's cross_val_score says of logistic regression on folds of iris, for the tests: Tests/GradusLearningTests/Fixtures/folds.json.

    Scripts/fold-fixtures.py > Tests/GradusLearningTests/Fixtures/folds.json

The optimum is unique, so that the numbers depend on nothing drawn at random but the folds, which are in the file. The columns are standardised anew
for each fold. Needs scikit-learn, whose version is the first key.
"""

import json

import sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

x, y = load_iris(return_X_y=True)
fold = [0] * len(y)
for number, (_, held) in enumerate(StratifiedKFold(5, shuffle=True, random_state=1).split(x, y)):
    for row in held:
        fold[row] = number
trained = len(y) * 4 // 5
# sum of losses * C + |W|^2 / 2, so that the mean loss has the decay 1 / (C n).
decay = 0.01
model = make_pipeline(StandardScaler(), LogisticRegression(C=1 / (decay * trained), tol=1e-10, max_iter=10000))
scores = {
    name: cross_val_score(model, x, y, cv=PredefinedSplit(fold), scoring=scoring).tolist()
    for name, scoring in (("accuracy", "accuracy"), ("macro_f1", "f1_macro"), ("log_loss", "neg_log_loss"))
}
scores["log_loss"] = [-value for value in scores["log_loss"]]
print(json.dumps({"sklearn": sklearn.__version__, "rows": x.tolist(), "classes": y.tolist(), "fold": fold, "decay": decay, **scores}))
