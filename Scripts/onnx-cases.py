#!/usr/bin/env python3
"""Writes the test cases of the package onnx into a folder, each as a model with what goes in and comes out.

    pip install onnx
    Scripts/onnx-cases.py .build/onnx-cases
    swift test --filter ONNXCaseTests

The cases of single nodes are made in memory by the package itself; those that PyTorch wrote lie in it as files.
"""

import pathlib
import shutil
import sys

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests


def array(value):
    """A tensor as the test reads it; None for sequences, optionals and other types."""
    if isinstance(value, onnx.TensorProto):
        return value
    if isinstance(value, (np.ndarray, np.generic)):
        return numpy_helper.from_array(np.asarray(value))
    return None


def write(folder, model, inputs, outputs):
    if any(value is None for value in inputs + outputs):
        return False
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    for kind, values in (("input", inputs), ("output", outputs)):
        for place, value in enumerate(values):
            (folder / f"{kind}_{place}.pb").write_bytes(value.SerializeToString())
    return True


def stored(case):
    root = pathlib.Path(case.model_dir)
    model = onnx.load(root / "model.onnx")
    data = root / "test_data_set_0"

    def tensors(kind, count):
        for place in range(count):
            tensor = onnx.TensorProto()
            tensor.ParseFromString((data / f"{kind}_{place}.pb").read_bytes())
            yield tensor

    return model, list(tensors("input", len(list(data.glob("input_*.pb"))))), list(
        tensors("output", len(list(data.glob("output_*.pb"))))
    )


def main():
    root = pathlib.Path(sys.argv[1])
    shutil.rmtree(root, ignore_errors=True)
    for kind in ("node", "pytorch-converted", "pytorch-operator"):
        count = 0
        for case in load_model_tests(kind=kind):
            if kind == "node":
                inputs, outputs = case.data_sets[0]
                model = case.model
                inputs, outputs = [array(v) for v in inputs], [array(v) for v in outputs]
            else:
                model, inputs, outputs = stored(case)
            count += write(root / kind / case.name, model, inputs, outputs)
        print(f"{kind}: {count} cases")


main()
