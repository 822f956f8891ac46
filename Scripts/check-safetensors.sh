#!/usr/bin/env bash
# Reads what Gradus writes with the safetensors package from PyPI, and the other way round: trains a small model, opens it in Python, computes its
# accuracy there with NumPy alone, and compares it with `gradus evaluate`; then lets `gradus inspect` read a file that the package wrote.
# A Python that has safetensors and numpy already can be named: PYTHON=/path/to/python Scripts/check-safetensors.sh
set -eu
cd "$(dirname "$0")/.."
gradus=${GRADUS:-.build/release/gradus}
[ -x "$gradus" ] || { echo "check-safetensors: $gradus is missing; run make build" >&2; exit 66; }

python=${PYTHON:-.build/safetensors/venv/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv .build/safetensors/venv
  "$python" -m pip install --quiet safetensors numpy
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$gradus" train fashion-mnist --layers 32 --activation tanh --optimizer nesterov --epochs 1 --output "$folder/model.safetensors" --format json >"$folder/train.jsonl"
"$gradus" evaluate "$folder/model.safetensors" fashion-mnist --format json >"$folder/evaluate.json"

"$python" - "$folder" <<'PYTHON'
import gzip, json, sys
import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

folder = sys.argv[1]
with safe_open(f"{folder}/model.safetensors", framework="numpy") as file:
    words = file.metadata()
    shapes = {name: tuple(file.get_tensor(name).shape) for name in file.keys()}
assert words["format"] == "gradus" and json.loads(words["network"])["inputs"] == 784, words
expected = {"layers.0.weight": (784, 32), "layers.0.bias": (32,), "layers.1.weight": (32, 10), "layers.1.bias": (10,)}
expected |= {f"velocity.{name}": shape for name, shape in expected.items()}
assert shapes == expected, shapes

def idx(name, offset):
    return np.frombuffer(gzip.open(f"/usr/share/datasets/fashion-mnist/t10k-{name}-ubyte.gz").read(), np.uint8, offset=offset)

arrays = load_file(f"{folder}/model.safetensors")
images = idx("images-idx3", 16).reshape(-1, 784).astype(np.float32) / 255
hidden = np.tanh(images @ arrays["layers.0.weight"] + arrays["layers.0.bias"])
scores = hidden @ arrays["layers.1.weight"] + arrays["layers.1.bias"]
accuracy = float((scores.argmax(1) == idx("labels-idx1", 8)).mean())
found = json.load(open(f"{folder}/evaluate.json"))["accuracy"]
# A tie or a last bit may turn an image or two.
assert abs(accuracy - found) <= 0.0003, (accuracy, found)
print(f"check-safetensors: Python reads the model; accuracy {accuracy:.4f} by NumPy, {found:.4f} by gradus evaluate")

save_file({"half": np.arange(3, dtype=np.float16), "matrix": np.eye(2, dtype=np.float32), "whole": np.arange(4, dtype=np.int64)},
          f"{folder}/python.safetensors", metadata={"by": "the safetensors package"})
PYTHON
"$gradus" inspect "$folder/python.safetensors" --format json >"$folder/inspect.json"
"$python" - "$folder" <<'PYTHON'
import json, sys
found = json.load(open(f"{sys.argv[1]}/inspect.json"))
arrays = {array["name"]: (array["type"], array["shape"], array.get("maximum")) for array in found["arrays"]}
assert arrays == {"half": ("F16", [3], 2), "matrix": ("F32", [2, 2], 1), "whole": ("I64", [4], None)}, arrays
assert found["metadata"] == {"by": "the safetensors package"}, found["metadata"]
print("check-safetensors: gradus reads what Python wrote")
PYTHON
