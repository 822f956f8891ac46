#!/usr/bin/env python3
"""Accuracy of `gradus train TABLE --target target` with no other option beside scikit-learn's MLPClassifier() behind a StandardScaler.

    Scripts/compare-tables.py [--gradus .build/release/gradus] [--seeds 5]

Iris, wine, breast cancer and the UCI digits as scikit-learn ships them; of each a stratified fifth is the test, drawn anew for every seed.
Needs scikit-learn and pandas. Exit status 1 where Gradus is worse in the mean.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import warnings

from sklearn import datasets, model_selection, neural_network, pipeline, preprocessing

TABLES = {
    "iris": datasets.load_iris, "wine": datasets.load_wine, "breast cancer": datasets.load_breast_cancer,
    "digits": datasets.load_digits,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gradus", default=".build/release/gradus")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    worse = False
    print(f"{'':14}{'Gradus':>10}{'sklearn':>10}   (mean test accuracy of {options.seeds} seeds)")
    for name, load in TABLES.items():
        frame = load(as_frame=True).frame
        frame["target"] = ["class %d" % label for label in frame["target"]]
        own, theirs = [], []
        for seed in range(options.seeds):
            training, test = model_selection.train_test_split(
                frame, test_size=0.2, stratify=frame["target"], random_state=seed)
            with tempfile.TemporaryDirectory() as folder:
                for part, rows in (("training", training), ("test", test)):
                    rows.to_csv(f"{folder}/{part}.csv", index=False)
                result = subprocess.run(
                    [options.gradus, "train", f"{folder}/training.csv", "--target", "target", "--test", f"{folder}/test.csv",
                     "--seed", str(seed), "--format", "json"], check=True, capture_output=True, text=True)
            own.append(json.loads(result.stdout.splitlines()[-1])["test_accuracy"])
            model = pipeline.make_pipeline(
                preprocessing.StandardScaler(), neural_network.MLPClassifier(random_state=seed))
            model.fit(training.drop(columns="target"), training["target"])
            theirs.append(model.score(test.drop(columns="target"), test["target"]))
        a, b = statistics.mean(own), statistics.mean(theirs)
        worse |= a < b
        print(f"{name:14}{a:10.4f}{b:10.4f}   {' '.join('%.3f/%.3f' % pair for pair in zip(own, theirs))}", flush=True)
    sys.exit(1 if worse else 0)


main()
