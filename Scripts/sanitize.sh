#!/usr/bin/env bash
# Runs the tests under the address sanitizer, then under the thread sanitizer, each with a build of its own: .build-address, .build-thread.
# Scripts/sanitize.sh [address|thread] [arguments of `swift test`: --filter GradusKernelsTests]
set -u
cd "$(dirname "$0")/.." || exit 70
kinds=(address thread)
case ${1:-} in address | thread) kinds=("$1"); shift ;; esac
suppressions=$PWD/Scripts/sanitize
failed=0
for kind in "${kinds[@]}"; do
  log=.build/sanitize-$kind.log
  mkdir -p .build
  # What the libraries keep to the end of the program is no leak of ours, and the runtime of Swift keeps its metadata for ever.
  export ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=1:suppressions=$suppressions/address.txt"
  export TSAN_OPTIONS="suppressions=$suppressions/thread.txt:halt_on_error=0:second_deadlock_stack=1:ignore_noninstrumented_modules=1"
  nice "${SWIFT:-swift}" test --disable-xctest --sanitize="$kind" --scratch-path ".build-$kind" "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  found=$(grep -cE 'ERROR: AddressSanitizer|WARNING: ThreadSanitizer' "$log")
  printf '\n%s sanitizer: %s reports; the tests %s (all of it: %s)\n' "$kind" "$found" \
    "$([ "$status" -eq 0 ] && echo pass || echo FAIL)" "$log"
  grep -E '^SUMMARY: ' "$log" | sort | uniq -c | head -n 20
  if [ "$status" -ne 0 ] || [ "$found" -ne 0 ]; then failed=1; fi
done
exit $failed
