#!/usr/bin/env python3
"""Compares `gradus descend` with SciPy on the test functions of Moré, Garbow and Hillstrom.

For every function and method: how often value and gradient were computed, and the value that was reached.

    swift build && python3 Scripts/compare-descent.py [--write]

With --write, SciPy's counts are put into the fixture that the tests compare with, and the table into Documentation/Descent.md.
"""
import json
import os
import subprocess
import sys
import warnings

import numpy as np
import scipy.optimize

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIXTURE = os.path.join(ROOT, "Tests/GradusSolvingTests/Fixtures/test-functions.json")
DOCUMENT = os.path.join(ROOT, "Documentation/Descent.md")
METHODS = {"bfgs": "BFGS", "lbfgs": "L-BFGS-B", "conjugate-gradient": "CG", "newton": "Newton-CG"}


def compile_function(text):
    body, _, names = text.partition("|")
    scope = {"np": np}
    if names:
        exec(names, scope)
    return lambda x: eval(body, scope, {"x": x})


def with_gradient(function):
    """The gradient by complex steps, which is exact to rounding."""

    def gradient(x):
        result = np.empty(len(x))
        for i in range(len(x)):
            moved = x.astype(complex)
            moved[i] += 1e-30j
            result[i] = function(moved).imag / 1e-30
        return result

    return gradient


def hessian_of(gradient):
    def hessian(x):
        steps = 1e-6 * np.maximum(1, np.abs(x))
        rows = [(gradient(x + h * e) - gradient(x - h * e)) / (2 * h) for h, e in zip(steps, np.eye(len(x)))]
        matrix = np.array(rows)
        return (matrix + matrix.T) / 2

    return hessian


def gradus(program, function, method):
    start = ",".join(repr(float(value)) for value in function["start"])
    output = subprocess.run(
        [program, "descend", function["formula"], "--over", "x", "--start", start, "--method", method,
         "--iterations", "5000", "--format", "json"], capture_output=True, text=True)
    if output.returncode:
        return None, None, output.stderr.strip()
    answer = json.loads(output.stdout)
    return answer["evaluations"], answer["minimum"], answer["stopped"]


def verdict(count, minimum, result):
    """How a count compares with SciPy's; SciPy may have stopped at a higher value, and then its count says little."""
    if count is None:
        return "fails"
    if count <= 1.2 * result.nfev:
        return ""
    return "SciPy stops higher" if result.fun > minimum + 1e-9 * max(1, abs(minimum)) else "more"


def table(rows):
    lines = ["| function | " + " | ".join(METHODS) + " |", "|---|" + "--:|" * len(METHODS)]
    within = dict.fromkeys(METHODS, 0)
    for name, cells in rows:
        texts = []
        for method, (count, scipy, text) in cells.items():
            within[method] += text == ""
            texts.append(f"{count} / {scipy}" + (f" ({text})" if text else ""))
        lines.append(f"| {name} | " + " | ".join(texts) + " |")
    lines.append("| **within 1.2 times SciPy's** | " + " | ".join(f"**{within[m]} of {len(rows)}**" for m in METHODS) + " |")
    return "\n".join(lines)


def main():
    warnings.simplefilter("ignore")
    program = next(
        path for path in (os.path.join(ROOT, ".build", mode, "gradus") for mode in ("release", "debug"))
        if os.path.exists(path))
    with open(FIXTURE) as file:
        fixture = json.load(file)
    rows = []
    for function in fixture["functions"]:
        value = compile_function(function["numpy"])
        gradient = with_gradient(value)
        function["scipy"] = {}
        cells = {}
        for method, name in METHODS.items():
            options = {"jac": gradient, "method": name, "options": {"maxiter": 5000}}
            if name == "Newton-CG":
                options["hess"] = hessian_of(gradient)
            if name == "L-BFGS-B":
                options["options"]["maxfun"] = 20000
            result = scipy.optimize.minimize(lambda x: float(value(x)), np.array(function["start"], float), **options)
            function["scipy"][method] = {"evaluations": int(result.nfev), "minimum": float(result.fun)}
            count, minimum, stopped = gradus(program, function, method)
            cells[method] = (count, result.nfev, verdict(count, minimum, result))
            print(f"{function['name']:26}{method:20} SciPy {result.nfev:5} -> {result.fun:12.5g}   "
                  f"Gradus {count!s:>5} -> {minimum if minimum is not None else float('nan'):12.5g}  "
                  f"{cells[method][2]}  {stopped[:60]}", file=sys.stderr)
        rows.append((function["name"], cells))
    print(table(rows))
    if "--write" in sys.argv:
        with open(FIXTURE, "w") as file:
            json.dump(fixture, file, indent=1, ensure_ascii=False)
            file.write("\n")
        with open(DOCUMENT) as file:
            before, mark, _ = file.read().partition("<!-- table -->\n")
        with open(DOCUMENT, "w") as file:
            file.write(before + mark + "\n" + table(rows) + "\n")


if __name__ == "__main__":
    main()
