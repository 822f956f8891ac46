#!/usr/bin/env python3
"""Runs what Gradus exports in ONNX Runtime, and what it imports beside the originals.

    pip install onnx onnxruntime
    mkdir -p .build/onnx-exports && swift test --filter ExportTests
    Scripts/check-onnx.py exports .build/onnx-exports
    Scripts/check-onnx.py imports .build/debug/gradus classifier.onnx other.onnx …
    Scripts/check-onnx.py int8 model.onnx small.onnx /usr/share/datasets/fashion-mnist

`exports`: every graph that the tests wrote passes the full check of onnx, and ONNX Runtime gives our numbers within 1e-6.
`imports`: each file is imported, exported again, and both are run on random rows.
`int8`: a model of images and the same with `--int8`: which operators they run as, what they tell of the test images, and how long one image and 256
take on one thread.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnx
import onnxruntime as ort


def session(path):
    options = ort.SessionOptions()
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def apart(found, expected):
    """How far two arrays are apart, by the larger of 1 and the number."""
    found, expected = np.asarray(found, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if found.shape != expected.shape:
        return np.inf
    return float(np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)), initial=0))


def exports(folder):
    worst, count = 0.0, 0
    for path in sorted(pathlib.Path(folder).glob("*.onnx")):
        case = json.loads(path.with_suffix(".json").read_text())
        onnx.checker.check_model(str(path), full_check=True)
        inputs = {}
        for value in case["inputs"]:
            values = [np.nan if v is None else v for v in value["values"]]
            inputs[value["name"]] = np.array(values, dtype=value["type"]).reshape(value["shape"])
        run = session(path)
        results = dict(zip([o.name for o in run.get_outputs()], run.run(None, inputs)))
        distance = apart(list(results.values())[-1], case["outputs"])
        if "labels" in case and list(results["label"]) != case["labels"]:
            distance = np.inf
        if not distance <= 1e-6:
            print(f"{path.name}: {distance:.2g} apart")
        worst, count = max(worst, distance), count + 1
    print(f"{count} graphs, {worst:.2g} apart at most")
    return count > 0 and worst <= 1e-6


def imports(program, files):
    right = True
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            model, again = f"{folder}/model.safetensors", f"{folder}/again.onnx"
            command = [program, "import", path, "--output", model, "--external-data"]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                print(f"{path}: {done.stderr.strip()}")
                right = False
                continue
            subprocess.run([program, "export", model, "--to", again], check=True, capture_output=True)
            first, second = session(path), session(again)
            shape = [8 if not isinstance(n, int) else n for n in first.get_inputs()[0].shape]
            rows = np.random.default_rng(1).random(shape).astype(np.float32)
            own = second.get_inputs()[0]
            given = rows.reshape([shape[0]] + [n for n in own.shape[1:]])
            theirs = first.run(None, {first.get_inputs()[0].name: rows})[-1]
            ours = second.run(None, {own.name: given})[-1]
            if isinstance(theirs, list):
                theirs = [list(row.values()) for row in theirs]
            theirs = np.asarray(theirs).reshape(ours.shape)
            if apart(theirs.sum(axis=-1), np.ones(len(theirs))) > 1e-4 and apart(ours.sum(axis=-1), np.ones(len(ours))) < 1e-4:
                theirs = np.exp(theirs - theirs.max(axis=1, keepdims=True))
                theirs /= theirs.sum(axis=1, keepdims=True)
            distance = apart(ours, theirs)
            layers = done.stdout.splitlines()[1].strip()
            print(f"{path}: {distance:.2g} apart: {layers}")
            right = right and distance <= 1e-5
    return right


def int8(plain, rounded, folder):
    def read(name):
        with gzip.open(next(p for p in pathlib.Path(folder).glob("t10k-*") if name in p.name)) as file:
            return file.read()

    labels = np.frombuffer(read("labels"), np.uint8, offset=8)
    images = np.frombuffer(read("images"), np.uint8, offset=16).reshape(len(labels), 28, 28)
    shares = []
    for path in (plain, rounded):
        onnx.checker.check_model(path, full_check=True)
        with tempfile.NamedTemporaryFile(suffix=".onnx") as kept:
            options = ort.SessionOptions()
            options.log_severity_level, options.intra_op_num_threads = 3, 1
            options.optimized_model_filepath = kept.name
            run = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
            operators = [node.op_type for node in onnx.load(kept.name).graph.node]
        told = run.run(["label"], {"images": images})[0]
        shares.append(float(np.mean(told == labels)))
        times = []
        for count in (1, 256):
            given = {"images": images[:count]}
            laps = []
            for _ in range(300):
                start = time.perf_counter()
                run.run(["label"], given)
                laps.append(time.perf_counter() - start)
            times.append(f"{count}: {1e6 * np.median(laps):.0f} µs")
        products = [name for name in operators if "Gemm" in name or "MatMul" in name]
        size = pathlib.Path(path).stat().st_size
        print(f"{path}: {size:,} bytes, accuracy {100 * shares[-1]:.2f} %, {', '.join(times)}, {' '.join(products)}")
    return shares[0] - shares[1] < 0.005


if __name__ == "__main__":
    what = {"exports": exports, "imports": lambda program, *files: imports(program, files), "int8": int8}
    answer = what[sys.argv[1]](*sys.argv[2:])
    sys.exit(0 if answer else 1)
