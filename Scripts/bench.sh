#!/usr/bin/env bash
# Builds the programs to compare and runs Benchmarks/compare.py; further arguments go to it (`--rounds 1 --networks small`).
# JAX comes from PyPI into .build/bench/venv; without it (no network, no wheel) its column stays empty.
# A Python that has jax and optax already can be named: JAX_PYTHON=/path/to/python make bench
set -eu
cd "$(dirname "$0")/.."
work=.build/bench
mkdir -p "$work"

g++ -O3 -march=native -ffast-math -fopenmp Benchmarks/limit/limit.cpp -o "$work/limit" -ldnnl -lz
gcc -O2 -shared -fPIC Benchmarks/allocations/count.c -o "$work/libcount.so"

python=${JAX_PYTHON:-$work/venv/bin/python}
if [ ! -x "$python" ]; then
  echo "bench: installing JAX into $work/venv"
  python3 -m venv "$work/venv" && "$python" -m pip install --quiet jax optax numpy || true
fi
jax=(--jax "$python")
if ! "$python" -c 'import jax, optax' 2>/dev/null; then
  echo "bench: JAX is not to be had here; going on without it"
  jax=()
fi

echo "bench: $(date +%F), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores"
python3 Benchmarks/compare.py --gradus .build/release/gradus --limit "$work/limit" --counter "$PWD/$work/libcount.so" \
  --results Benchmarks/results/latest.json "${jax[@]}" "$@"
