#!/usr/bin/env bash
# Measures what leaves cost and what processes bring, on Fashion-MNIST: seconds of the quickest epoch of several.
#   make build && Scripts/measure-processes.sh [layers ...]      512,512 where nothing is said
# The numbers in Documentation/Processes.md are of this script. The machine has to have nothing else to do.
set -euo pipefail
cd "$(dirname "$0")/.."
gradus=$PWD/.build/release/gradus
mpi=${MPI:-openmpi}
cores=$(nproc)
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
launch=("mpirun.$mpi")
[ "$mpi" = mpich ] || launch+=(--oversubscribe --bind-to none)

# The seconds of the quickest of the epochs.
best() {
  python3 -c 'import json, sys
rows = [json.loads(line) for line in sys.stdin if line.startswith("{")]
if not rows: sys.exit("no epoch was trained")
print("%.3f" % min(row["seconds"] for row in rows if row.get("seconds")))'
}
train() { # layers, batch, threads, processes, more options
  local layers=$1 batch=$2 threads=$3 count=$4
  shift 4
  local begin=()
  [ "$count" = 1 ] || begin=("${launch[@]}" -n "$count")
  OMP_NUM_THREADS=$threads "${begin[@]}" "$gradus" train fashion-mnist --layers "$layers" --batch-size "$batch" --epochs "${EPOCHS:-4}" \
    --no-record --format json "$@" | best
}

for layers in "${@:-512,512}"; do
  echo "layers $layers, seconds an epoch, $cores cores, $mpi"
  printf '%7s %10s %10s %10s %10s %10s %10s\n' batch '1p whole' '1p 2 lvs' '1p 8 lvs' '2p 2 lvs' '2p 8 lvs' '4p 8 lvs'
  for batch in ${BATCHES:-128 512 2048 8192}; do
    printf '%7s %10s %10s %10s %10s %10s %10s\n' "$batch" "$(train "$layers" "$batch" "$cores" 1)" \
      "$(train "$layers" "$batch" "$cores" 1 --leaves 2)" "$(train "$layers" "$batch" "$cores" 1 --leaves 8)" \
      "$(train "$layers" "$batch" 1 2 --leaves 2)" "$(train "$layers" "$batch" 1 2 --leaves 8)" \
      "$(train "$layers" "$batch" 1 4 --leaves 8)"
  done
done
