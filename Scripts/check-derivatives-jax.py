#!/usr/bin/env python3
"""Compares derivatives of random formulas with those of JAX, in double precision.

    make build && Scripts/check-derivatives-jax.py [--count 1000] [--seed 1] [--gradus .build/release/gradus]

A formula is made at random as the text that `gradus derive` reads and, part by part beside it, as a function of JAX. The
NumPy function that the command prints is run at a random point and at a point of zeros, ones and equal numbers. Where JAX
has no number, or a function has a kink, the derivative is what JAX says on all sides of the point, where that is one number;
where the sides differ there is none, and any finite number is a convention.

Needs JAX (PyPI); without it the script installs it into .build/jax/venv and goes on there.
"""

import argparse
import collections
import concurrent.futures
import inspect
import multiprocessing
import os
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

SHAPES = {"a": (), "b": (), "x": (3,), "y": (3,), "w": (3,), "A": (3, 3), "B": (3, 3), "X": (2, 3), "u": (2,)}
DECLARED = {(): "scalar", (3,): "[n]", (2,): "[m]", (3, 3): "[n, n]", (2, 3): "[m, n]"}


def functions():
    """Text and function of everything that is applied entry by entry; the argument may be any number."""
    import jax
    import jax.numpy as jnp

    half = lambda t: 0.5 * jnp.tanh(t)
    return [
        ("exp({})", jnp.exp), ("sin({})", jnp.sin), ("cos({})", jnp.cos), ("tanh({})", jnp.tanh),
        ("sinh({})", jnp.sinh), ("cosh({})", jnp.cosh), ("atan({})", jnp.arctan), ("asinh({})", jnp.arcsinh),
        ("abs({})", jnp.abs), ("sign({})", jnp.sign), ("relu({})", jax.nn.relu), ("sigmoid({})", jax.nn.sigmoid),
        ("softplus({})", jax.nn.softplus), ("silu({})", jax.nn.silu), ("erf({})", jax.scipy.special.erf),
        ("cbrt({})", jnp.cbrt), ("square({})", jnp.square), ("expm1({})", jnp.expm1), ("tan(0.5*tanh({}))", lambda t: jnp.tan(half(t))),
        ("log(1 + ({}).^2)", lambda t: jnp.log(1 + t**2)), ("log1p(({}).^2)", lambda t: jnp.log1p(t**2)),
        ("sqrt(1 + ({}).^2)", lambda t: jnp.sqrt(1 + t**2)), ("sqrt(abs({}))", lambda t: jnp.sqrt(jnp.abs(t))),
        ("log(abs({}))", lambda t: jnp.log(jnp.abs(t))), ("asin(0.5*tanh({}))", lambda t: jnp.arcsin(half(t))),
        ("acos(0.5*tanh({}))", lambda t: jnp.arccos(half(t))), ("atanh(0.5*tanh({}))", lambda t: jnp.arctanh(half(t))),
        ("acosh(2 + ({}).^2)", lambda t: jnp.arccosh(2 + t**2)), ("({}).^2", lambda t: t**2), ("({}).^3", lambda t: t**3),
        ("(1 + ({}).^2).^(-1/2)", lambda t: (1 + t**2) ** -0.5), ("log2(1 + ({}).^2)", lambda t: jnp.log2(1 + t**2)),
        ("log10(3 + sin({}))", lambda t: jnp.log10(3 + jnp.sin(t))), ("sec(0.5*tanh({}))", lambda t: 1 / jnp.cos(half(t))),
        ("max({}, 0)", lambda t: jnp.maximum(t, 0)), ("min({}, 1)", lambda t: jnp.minimum(t, 1)),
        ("step({})", lambda t: jnp.where(t > 0, 1.0, 0.0) + 0 * t),
    ]


class Maker:
    """Random formulas: each a text and a function of a dictionary of arrays."""

    def __init__(self, seed):
        import jax
        import jax.numpy as jnp

        self.jax, self.jnp, self.r, self.entrywise = jax, jnp, random.Random(seed), functions()

    def leaf(self, shape):
        name = self.r.choice([name for name, known in SHAPES.items() if known == shape])
        return name, lambda e: e[name]

    def make(self, shape, depth):
        if depth <= 0:
            return self.leaf(shape)
        text, function = {(): self.scalar, (3,): self.vector, (2,): self.other, (3, 3): self.matrix, (2, 3): self.oblong}[shape](depth - 1)
        return f"({text})", function

    def apply(self, part):
        text, function = self.r.choice(self.entrywise)
        inner, value = part
        return text.format(inner), lambda e: function(value(e))

    def two(self, text, function, a, b):
        (s, f), (t, g) = a, b
        return text.format(s, t), lambda e: function(f(e), g(e))

    def one(self, text, function, a):
        s, f = a
        return text.format(s), lambda e: function(f(e))

    def common(self, shape, d):
        """Sums, products entry by entry and functions, of any shape."""
        jnp, r = self.jnp, self.r
        m = lambda: self.make(shape, r.randint(0, d))
        n = r.choice([2, 3, -1, 0.5])
        return [
            lambda: self.two("{} + {}", jnp.add, m(), m()), lambda: self.two("{} - {}", jnp.subtract, m(), m()),
            lambda: self.two("{}.*{}", jnp.multiply, m(), m()), lambda: self.one(f"{n}*{{}}", lambda t: n * t, m()),
            lambda: self.two("{}./(1 + {}.^2)", lambda s, t: s / (1 + t**2), m(), m()), lambda: self.apply(m()),
            lambda: self.apply(m()), lambda: self.apply(m()),
            lambda: self.two("max({}, {})", jnp.maximum, m(), m()), lambda: self.two("min({}, {})", jnp.minimum, m(), m()),
            lambda: self.two("{}*{}", jnp.multiply, self.make((), r.randint(0, d)), m()),
        ]

    def scalar(self, d):
        jnp, jax, r = self.jnp, self.jax, self.r
        norm = lambda t: jnp.sqrt(jnp.sum(t * t))
        v = lambda: self.make(r.choice([(3,), (3,), (2,)]), r.randint(0, d))
        x = lambda: self.make((3,), r.randint(0, d))
        M = lambda: self.make((3, 3), r.randint(0, d))
        own = [
            lambda: self.two("({})'*({})", jnp.dot, x(), x()), lambda: self.one("sum({})", jnp.sum, v()),
            lambda: self.one("prod({})", jnp.prod, v()), lambda: self.one("prod({})", jnp.prod, v()), lambda: self.one("max({})", jnp.max, v()),
            lambda: self.one("min({})", jnp.min, v()), lambda: self.one("logsumexp({})", jax.scipy.special.logsumexp, v()),
            lambda: self.one("norm1({})", lambda t: jnp.sum(jnp.abs(t)), v()), lambda: self.one("norm2({})", norm, v()),
            lambda: self.one("norm2({})^2", lambda t: jnp.sum(t * t), v()), lambda: self.one("mean({})", jnp.mean, v()),
            lambda: self.one("norminf({})", lambda t: jnp.max(jnp.abs(t)), v()), lambda: self.one("tr({})", jnp.trace, M()),
            lambda: self.one("det({})", jnp.linalg.det, M()), lambda: self.one("det({})", jnp.linalg.det, M()),
            lambda: self.one("logdet({})", lambda t: jnp.linalg.slogdet(t)[1], M()),
            lambda: self.one("norm2({})", norm, M()), lambda: self.one("sum({})", jnp.sum, self.make((2, 3), r.randint(0, d))),
            lambda: self.two("tr(kron({}, {}))", lambda s, t: jnp.trace(jnp.kron(s, t)), M(), M()),
            lambda: self.two("vec({})'*vec({})", lambda s, t: jnp.sum(s * t), M(), M()),
            lambda: self.two("({0})'*{1}*({0})", lambda t, s: t @ s @ t, x(), M()),
        ]
        return r.choice(self.common((), d) + own)()

    def vector(self, d):
        jnp, jax, r = self.jnp, self.jax, self.r
        x = lambda: self.make((3,), r.randint(0, d))
        M = lambda: self.make((3, 3), r.randint(0, d))
        own = [
            lambda: self.two("{}*{}", jnp.matmul, M(), x()), lambda: self.two("{}'*{}", lambda s, t: s.T @ t, M(), x()),
            lambda: self.one("softmax({})", jax.nn.softmax, x()), lambda: self.one("logsoftmax({})", jax.nn.log_softmax, x()),
            lambda: self.one("diag({})", jnp.diag, M()),
            lambda: self.two("{}'*{}", lambda s, t: s.T @ t, self.make((2, 3), r.randint(0, d)), self.make((2,), r.randint(0, d))),
            lambda: self.two("inv({0}*{0}' + eye(n))*{1}", lambda s, t: jnp.linalg.solve(s @ s.T + jnp.eye(3), t), M(), x()),
        ]
        return r.choice(self.common((3,), d) + own + own)()

    def other(self, d):
        r = self.r
        own = [
            lambda: self.two("{}*{}", self.jnp.matmul, self.make((2, 3), r.randint(0, d)), self.make((3,), r.randint(0, d))),
            lambda: self.one("softmax({})", self.jax.nn.softmax, self.make((2,), r.randint(0, d))),
        ]
        return r.choice(self.common((2,), d) + own + own)()

    def matrix(self, d):
        jnp, r = self.jnp, self.r
        x = lambda: self.make((3,), r.randint(0, d))
        M = lambda: self.make((3, 3), r.randint(0, d))
        own = [
            lambda: self.two("{}*{}", jnp.matmul, M(), M()), lambda: self.one("{}'", jnp.transpose, M()),
            lambda: self.two("{}*({})'", jnp.outer, x(), x()), lambda: self.one("diag({})", jnp.diag, x()),
            lambda: self.one("inv({0}*{0}' + eye(n))", lambda t: jnp.linalg.inv(t @ t.T + jnp.eye(3)), M()),
            lambda: self.one("{0}'*{0}", lambda t: t.T @ t, self.make((2, 3), r.randint(0, d))),
        ]
        return r.choice(self.common((3, 3), d) + own + own)()

    def oblong(self, d):
        own = [
            lambda: self.two("{}*{}", self.jnp.matmul, self.make((2, 3), self.r.randint(0, d)), self.make((3, 3), self.r.randint(0, d))),
            lambda: self.two("{}*({})'", self.jnp.outer, self.make((2,), self.r.randint(0, d)), self.make((3,), self.r.randint(0, d))),
        ]
        return self.r.choice(self.common((2, 3), d) + own)()


def points(names, seed):
    import numpy as np

    g = np.random.default_rng(seed)
    ordinary = {name: g.uniform(-1, 1, SHAPES[name]) for name in names}
    pools = [[0, 1], [0], [1, 1, 2], [0, 1, -1], [-1, 2, 0.5], [0, 0, 3]]
    special = {}
    for name in names:
        pool = pools[g.integers(len(pools))]
        chosen = np.array(pool, dtype=float)[g.integers(len(pool), size=SHAPES[name])]
        special[name] = np.where(g.uniform(size=SHAPES[name]) < 0.25, ordinary[name], chosen)
    return [("ordinary", ordinary), ("special", special)]


def distance(found, expected):
    import numpy as np

    if found.shape != expected.shape:
        return np.inf
    bad = ~(np.isfinite(found) & np.isfinite(expected))
    if np.any(bad):
        return np.inf
    scale = max(1.0, np.max(np.abs(expected), initial=0), np.max(np.abs(found), initial=0))
    return np.max(np.abs(found - expected), initial=0) / scale


def check(job):
    """One formula; returns its outcome for each point, and words where it is wrong."""
    seed, gradus = job
    import jax
    import numpy as np

    jax.config.update("jax_enable_x64", True)
    np.seterr(all="ignore")
    maker = Maker(seed)
    shape = maker.r.choice([(), (), (), (3,), (3, 3)])
    text, function = maker.make(shape, maker.r.randint(1, 3))
    text = text[1:-1]
    letters = "".join(c if c.isalnum() else " " for c in text).split()
    names = [name for name in SHAPES if name in letters]
    if not names:
        return [("skipped", "", "")]
    variable = maker.r.choice(names)
    # As JAX lays it out: the axes of the function first.
    command = [gradus, "derive", text, "--wrt", variable, "--layout", "numerator", "--format", "python"]
    for name in names:
        command += ["--let", f"{name}: {DECLARED[SHAPES[name]]}"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return [("hung", text, variable)]
    if answer.returncode < 0 or answer.returncode > 128:
        return [("crashed", text, f"{variable}: status {answer.returncode}")]
    if not answer.stdout.startswith("def "):
        return [("refused", text, f"{variable}: {answer.stderr.strip()[:300]}")]
    if "a matrix is to be inverted and is singular" in answer.stderr:
        # The logarithm of a determinant that is 0 everywhere.
        return [("refused", text, f"{variable}: {answer.stderr.strip()[:300]}")]
    alarm = "" if answer.returncode == 0 else answer.stderr.strip()[:200]
    space = {}
    exec(answer.stdout, space)

    def derivative(point):
        here = lambda t: function({**point, variable: t})
        return np.asarray((jax.grad if shape == () else jax.jacfwd)(here)(point[variable]))

    outcomes = []
    for kind, point in points(names, seed):
        value = np.asarray(function(point))
        expected = derivative(point)
        if not np.all(np.isfinite(value)) or np.max(np.abs(value), initial=0) > 1e8:
            outcomes.append((f"{kind}: no value", "", ""))
            continue
        try:
            # A symbol that cancels while the formula is read is no argument.
            taken = inspect.signature(space["derivative"]).parameters
            known = {name: value for name, value in point.items() if name in taken}
            found = np.asarray(space["derivative"](**known))
        except np.linalg.LinAlgError:
            # NumPy says so, and no number is made up.
            outcomes.append((f"{kind}: a matrix without its inverse", text, f"by {variable} at {point}"))
            continue
        except Exception as error:
            found = np.full(expected.shape, np.nan)
            alarm = alarm or f"{type(error).__name__}: {error}"
        if distance(found, expected) < 1e-7:
            outcomes.append((f"{kind}: right", "", ""))
            continue
        # What the derivative is on some sides of the point.
        g = np.random.default_rng(seed)
        sides = []
        for _ in range(3):
            # Opposite sides, so that every entry moves both ways.
            move = 1e-6 * (0.5 + g.uniform(size=SHAPES[variable])) * g.choice([-1, 1], size=SHAPES[variable])
            sides += [derivative({**point, variable: point[variable] + sign * move}) for sign in (1, -1)]
        smooth = all(distance(side, sides[0]) < 1e-3 for side in sides)
        if not smooth:
            name = "kink" if np.all(np.isfinite(found)) else "kink without a number"
            outcomes.append((f"{kind}: {name}", text, f"by {variable} at {point}: {found.tolist()}, JAX {expected.tolist()}"))
        elif np.max([distance(found, side) for side in sides]) < 1e-3:
            outcomes.append((f"{kind}: right, JAX is not", text, f"by {variable}: {found.tolist()}, JAX {expected.tolist()}"))
        else:
            outcomes.append((f"{kind}: WRONG", text, f"by {variable} at {point}: {found.tolist()}, JAX {expected.tolist()}"))
    if alarm:
        outcomes.append(("check failed", text, f"by {variable}: {alarm}"))
    return outcomes


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--gradus", default=str(ROOT / ".build/release/gradus"))
    parser.add_argument("--details", default=str(ROOT / ".build/jax/details.txt"))
    arguments = parser.parse_args()
    try:
        import jax  # noqa: F401
    except ImportError:
        venv = ROOT / ".build/jax/venv"
        python = venv / "bin/python"
        if os.environ.get("GRADUS_JAX_TRIED"):
            sys.exit("JAX is not to be had here")
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", "jax", "numpy"], check=True)
        os.environ["GRADUS_JAX_TRIED"] = "1"
        os.execv(python, [str(python), *sys.argv])
    counts = collections.Counter()
    pathlib.Path(arguments.details).parent.mkdir(parents=True, exist_ok=True)
    jobs = [(arguments.seed * 1_000_000 + number, arguments.gradus) for number in range(arguments.count)]
    context = multiprocessing.get_context("spawn")
    with open(arguments.details, "w") as details, concurrent.futures.ProcessPoolExecutor(arguments.jobs, mp_context=context) as pool:
        for (seed, _), outcomes in zip(jobs, pool.map(check, jobs, chunksize=10)):
            for outcome, text, words in outcomes:
                counts[outcome] += 1
                if text:
                    details.write(f"{outcome} [{seed}]: {text}\n    {words}\n")
                    details.flush()
    print(f"{arguments.count} formulas, seed {arguments.seed} (details: {arguments.details})")
    for outcome, count in sorted(counts.items()):
        print(f"{count:8} {outcome}")
    bad = sum(count for name, count in counts.items() if "WRONG" in name or name in ("crashed", "hung", "check failed"))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
