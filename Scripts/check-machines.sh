#!/usr/bin/env bash
# Runs the tests as other machines would: with OpenBLAS' and oneDNN's kernels for other processors, with other numbers of threads, and, where
# qemu-x86_64 is installed (Debian: qemu-user), the tests of the kernels on a processor without AVX-512 and on one without AVX2.
# Minutes a line; no part of `make test`. Arguments go to the test runner: Scripts/check-machines.sh --filter GradusKernelsTests
set -u
cd "$(dirname "$0")/.." || exit 70
${SWIFT:-swift} build --build-tests || exit $?
failed=0

report() {
  if grep -qE '^. Test run with .* passed' "$2"; then
    printf 'passes  %s\n' "$1"
  else
    printf 'FAILS   %s\n' "$1"
    grep -E '^. Test .* recorded an issue|Fatal error|unexpected signal' "$2" | cut -c 1-200 | sort -u | head -n 5 | sed 's/^/        /'
    failed=1
  fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for setting in OPENBLAS_CORETYPE={Haswell,Zen,SandyBridge,Nehalem} OMP_NUM_THREADS={1,3,5} OPENBLAS_NUM_THREADS=1 \
  ONEDNN_MAX_CPU_ISA={AVX2,AVX,SSE41}; do
  env "$setting" ${SWIFT:-swift} test --disable-xctest --skip-build "$@" >"$log" 2>&1
  report "$setting" "$log"
done

if command -v qemu-x86_64 >/dev/null; then
  binary=$(find -L .build/debug -maxdepth 1 -name '*PackageTests.xctest' | head -n 1)
  # Haswell has AVX2 and no AVX-512, Nehalem neither. The emulator stumbles over oneDNN's own code for AVX2, which the settings above cover.
  for processor in Haswell Nehalem; do
    ONEDNN_MAX_CPU_ISA=SSE41 qemu-x86_64 -cpu "$processor" "$binary" --testing-library swift-testing --filter GradusKernelsTests >"$log" 2>&1
    report "processor $processor: the kernels" "$log"
  done
else
  echo "skipped the emulated processors: qemu-x86_64 is not installed"
fi
exit $failed
