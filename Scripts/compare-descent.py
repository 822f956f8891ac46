#!/usr/bin/env python3
"""Compares `gradus descend` with SciPy on the test functions of Moré, Garbow and Hillstrom.

For every function and method: how often value and gradient were computed, and the value that was reached.

    swift build -c release && python3 Scripts/compare-descent.py [--write]

With --write, SciPy's counts are put into the fixture that the tests compare with.
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


def main():
    warnings.simplefilter("ignore")
    program = next(
        path for path in (os.path.join(ROOT, ".build", mode, "gradus") for mode in ("release", "debug"))
        if os.path.exists(path))
    with open(FIXTURE) as file:
        fixture = json.load(file)
    behind = 0
    for function in fixture["functions"]:
        value = compile_function(function["numpy"])
        gradient = with_gradient(value)
        function["scipy"] = {}
        for method, name in METHODS.items():
            options = {"jac": gradient, "method": name, "options": {"maxiter": 5000}}
            if name == "Newton-CG":
                options["hess"] = hessian_of(gradient)
            if name == "L-BFGS-B":
                options["options"]["maxfun"] = 20000
            result = scipy.optimize.minimize(lambda x: float(value(x)), np.array(function["start"], float), **options)
            function["scipy"][method] = {"evaluations": int(result.nfev), "minimum": float(result.fun)}
            count, minimum, stopped = gradus(program, function, method)
            verdict = "fails" if count is None else "" if count <= 1.2 * result.nfev else "MORE"
            behind += verdict != ""
            print(f"{function['name']:26}{method:20} SciPy {result.nfev:5} -> {result.fun:12.5g}   "
                  f"Gradus {count!s:>5} -> {minimum if minimum is not None else float('nan'):12.5g}  {verdict}  {stopped[:60]}")
    print(f"{behind} of {len(fixture['functions']) * len(METHODS)} take more than 1.2 times SciPy's evaluations")
    if "--write" in sys.argv:
        with open(FIXTURE, "w") as file:
            json.dump(fixture, file, indent=1, ensure_ascii=False)
            file.write("\n")


if __name__ == "__main__":
    main()
