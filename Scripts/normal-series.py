#!/usr/bin/env python3
"""The series of `CKernels/Normal.h`, printed with their largest relative errors.

    Scripts/normal-series.py

Polynomials through the values at Chebyshev's points, in the powers of a variable from -1 to 1. Needs mpmath.
"""

from mpmath import cos, erf, erfc, exp, mp, mpf, nstr, pi, sqrt

mp.dps = 60


def tail(t, c):
    """exp(a^2/2) (1 - Phi(a)) / t where t = 1/(1 + c a)."""
    a = (1 / t - 1) / c
    if a < 200:
        return exp(a * a / 2) * erfc(a / sqrt(2)) / 2 / t
    term, total = mpf(1), mpf(1)
    for k in range(1, 20):
        term *= -(2 * k - 1) / (a * a)
        total += term
    return total / (a * sqrt(2 * pi)) / t


def series(f, degree):
    """The coefficients of f on [0, 1] in the powers of s = 2 t - 1, and the largest relative error."""
    count = degree + 1
    angles = [pi * (2 * j + 1) / (2 * count) for j in range(count)]
    values = [f((cos(angle) + 1) / 2) for angle in angles]
    powers = [mpf(0)] * count
    before, now = [mpf(1)], [mpf(0), mpf(1)]
    for k in range(count):
        c = sum(v * cos(k * angle) for v, angle in zip(values, angles)) * (1 if k == 0 else 2) / count
        for i, v in enumerate(before):
            powers[i] += c * v
        before, now = now, [(2 * (now[i - 1] if i else 0)) - (before[i] if i < len(before) else 0) for i in range(len(now) + 1)]
    error = mpf(0)
    for i in range(1, 400):
        t = mpf(i) / 400
        p = mpf(0)
        for v in reversed(powers):
            p = p * (2 * t - 1) + v
        error = max(error, abs(p / f(t) - 1))
    return powers, error


def near(z):
    """erf(x)/x where z = x^2."""
    return erf(sqrt(z)) / sqrt(z)


for name, f, degree in [
    ("tail, double, c = 0.2", lambda t: tail(t, mpf("0.2")), 23),
    ("tail, float, c = 0.25", lambda t: tail(t, mpf("0.25")), 11),
    ("erf(x)/x, double", near, 11),
    ("erf(x)/x, float", near, 6),
]:
    powers, error = series(f, degree)
    print(f"// {name}: relative error {nstr(error, 2)}")
    print(", ".join(nstr(v, 19) for v in reversed(powers)))
