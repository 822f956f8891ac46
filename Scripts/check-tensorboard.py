#!/usr/bin/env python3
"""Reads the events of a training with TensorBoard itself and compares them with what the command says.

    pip install tensorboard safetensors numpy pillow
    Scripts/check-tensorboard.py .build/debug/gradus
"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image
from safetensors.numpy import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import PyRecordReader_New


def train(program, folder, *options):
    command = [
        program, "train", "digits", "--layers", "12", "--validation-split", "0.2", "--metrics", "macro-f1", "--format",
        "json", "--output", f"{folder}/model.safetensors", "--tensorboard", f"{folder}/events", "--no-record", *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [line for line in map(json.loads, done.stdout.splitlines()) if "epoch" in line]


def events(folder):
    read = EventAccumulator(f"{folder}/events", size_guidance={"scalars": 0, "histograms": 0, "images": 0, "tensors": 0})
    read.Reload()
    return read


def records(folder):
    """Every record of every file, each checked by its checksums."""
    count = 0
    for path in pathlib.Path(f"{folder}/events").iterdir():
        reader = PyRecordReader_New(str(path))
        while True:
            try:
                reader.GetNext()
            except Exception as end:
                assert "at record" not in str(end).lower() or "eof" in str(end).lower(), end
                break
            count += 1
    return count


def scalars(read, name):
    return [value.value for value in read.Scalars(name)]


def check(program):
    with tempfile.TemporaryDirectory() as folder:
        epochs = train(program, folder, "--epochs", "3", "--augment", "crop 1")
        read = events(folder)
        for name, key in {
            "loss/training": "loss", "accuracy/training": "accuracy", "loss/validation": "validation_loss",
            "accuracy/validation": "validation_accuracy",
        }.items():
            assert np.allclose(scalars(read, name), [epoch[key] for epoch in epochs], rtol=1e-6), name
        assert scalars(read, "epoch") == [1, 2, 3] and np.allclose(scalars(read, "learning-rate"), 0.001)
        assert len(scalars(read, "macro-f1/validation")) == 3
        weights = load_file(f"{folder}/model.safetensors")
        for name in ("layers.0.weight", "layers.0.bias", "layers.1.weight"):
            last = read.Histograms(name)[-1].histogram_value
            values = weights[name].ravel().astype(np.float64)
            assert last.num == values.size and np.isclose(last.sum, values.sum())
            assert np.isclose(last.min, values.min()) and np.isclose(last.sum_squares, (values**2).sum())
            edges = np.concatenate([[-np.inf], last.bucket_limit])
            assert list(np.histogram(values, edges)[0]) == list(last.bucket), name
        for name, size in {"examples": (35, 35), "layers.0.weight": (35, 26)}.items():
            image = Image.open(io.BytesIO(read.Images(name)[-1].encoded_image_string))
            assert image.size == size, (name, image.size)
        assert records(folder) >= 5, "records"
        # What goes on is one curve.
        done = subprocess.run(
            [program, "train", "digits", "--resume", f"{folder}/model.safetensors", "--epochs", "5", "--tensorboard",
             f"{folder}/events", "--no-record"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        read = events(folder)
        assert scalars(read, "epoch") == [1, 2, 3, 4, 5]
        steps = [value.step for value in read.Scalars("epoch")]
        assert steps == sorted(set(steps)), steps
    print("TensorBoard reads scalars, histograms and images, and goes on")


check(sys.argv[1])
