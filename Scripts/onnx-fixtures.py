#!/usr/bin/env python3
"""ONNX's own cases of losses and optimisers that `ONNXCaseTests` compares with, written to Tests/GradusLearningTests/Fixtures/onnx.json.

    Scripts/onnx-fixtures.py

The package onnx makes them in memory (onnx.backend.test.loader). What stands at a place of an image counts as an example: the axis of the classes
moves to the end, and the others become rows. Weights of classes and indices to ignore become weights of examples. Cases of more than 200 rows, and
those whose bias is not corrected for (Adam at T = 0), are left out, and counted. Needs onnx.
"""

import json
import pathlib
import warnings

import numpy as np
import onnx
from onnx.backend.test.loader import load_model_tests

warnings.filterwarnings("ignore")
losses, optimizers, left_out = [], [], []


def numbers(array):
    return [float(str(np.float32(v))) for v in np.asarray(array).reshape(-1)]


def loss(case, node, attributes, inputs, outputs):
    scores, labels = np.asarray(inputs[0]), np.asarray(inputs[1])
    classes = scores.shape[1]
    rows = np.moveaxis(scores, 1, -1).reshape(-1, classes)
    if len(rows) > 200:
        return left_out.append(case.name)
    labels = labels.reshape(-1)
    weights = np.asarray(inputs[2])[labels.clip(0, classes - 1)] if len(inputs) > 2 else np.ones(len(labels), np.float32)
    weights = np.where(labels == attributes.get("ignore_index", -(10**6)), 0, weights)
    losses.append(
        dict(
            name=case.name, loss="cross-entropy" if node.op_type.startswith("Softmax") else "formula(\"-y'*z\")",
            reduction=attributes.get("reduction", b"mean").decode(), classes=classes, scores=numbers(rows),
            labels=[int(v) if 0 <= v < classes else 0 for v in labels], weights=numbers(weights), expected=numbers(outputs[0]),
        ))


def optimizer(case, node, attributes, inputs, outputs):
    rate, time = float(inputs[0]), int(inputs[1])
    kind, memories = node.op_type, {"Adagrad": ["square"], "Adam": ["mean", "square"], "Momentum": ["velocity"]}[node.op_type]
    count = (len(inputs) - 2) // (2 + len(memories))
    alpha, beta = (str(np.float32(attributes.get(key, 0))) for key in ("alpha", "beta"))
    if kind == "Adam":
        if time == 0:
            return left_out.append(case.name)
        text = f"adam beta1={alpha} beta2={beta} epsilon={np.float32(attributes['epsilon'])} epsilon-beside=raw"
    elif kind == "Adagrad":
        text = f"adagrad epsilon={np.float32(attributes['epsilon'])}"
        rate /= 1 + time * attributes["decay_factor"]
    elif attributes["mode"] == b"nesterov":
        text = f"nesterov {alpha}"
        # θ ← θ − η (g + α v) has no dampening here; in the case it has none either, as β is 1.
        assert float(beta) == 1
    else:
        text = f"momentum {alpha} dampening={round(1 - float(beta), 6)}"
    for place in range(count):
        parts = [np.asarray(inputs[2 + place + count * part]) for part in range(2 + len(memories))]
        results = [np.asarray(outputs[place + count * part]) for part in range(1 + len(memories))]
        optimizers.append(
            dict(
                name=f"{case.name} {place + 1}", optimizer=text, rate=rate, time=time + (0 if kind == "Adam" else 1),
                decay=str(np.float32(attributes["norm_coefficient"])), parameter=numbers(parts[0]), gradient=numbers(parts[1]),
                memories={name: numbers(value) for name, value in zip(memories, parts[2:])}, expected=numbers(results[0]),
                memoriesAfter={name: numbers(value) for name, value in zip(memories, results[1:])},
            ))


kinds = {"SoftmaxCrossEntropyLoss": loss, "NegativeLogLikelihoodLoss": loss, "Adam": optimizer, "Adagrad": optimizer, "Momentum": optimizer}
for case in load_model_tests(kind="node"):
    node = case.model.graph.node[0] if case.model and len(case.model.graph.node) == 1 else None
    if node is None or node.op_type not in kinds:
        continue
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    for inputs, outputs in case.data_sets:
        kinds[node.op_type](case, node, attributes, inputs, outputs)

path = pathlib.Path(__file__).parent.parent / "Tests/GradusLearningTests/Fixtures/onnx.json"
path.write_text(json.dumps(dict(source=f"onnx {onnx.__version__}", losses=losses, optimizers=optimizers), separators=(",", ":")) + "\n")
print(f"onnx {onnx.__version__}: {len(losses)} losses, {len(optimizers)} updates; left out: {', '.join(left_out)}")
