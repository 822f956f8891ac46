#!/usr/bin/env bash
# Runs every test, then says in a few lines what failed; the test runner's own closing line comes last. Arguments go to `swift test`:
# Scripts/test.sh --filter GradusKernelsTests
set -u
cd "$(dirname "$0")/.." || exit 70
# Idle threads of the tests, which run side by side, give way soon (as those of the command do).
export GOMP_SPINCOUNT=${GOMP_SPINCOUNT-1000}
log=.build/tests.log
mkdir -p .build

# The server is a package of its own. Its tests come first, so that the closing line is that of the others; who asks for some of these does not wait.
server=0
case " $* " in
  *" --filter "*) ;;
  *)
    "${SWIFT:-swift}" test --package-path Server --disable-xctest "$@" 2>&1 | tee .build/server-tests.log
    server=${PIPESTATUS[0]}
    ;;
esac

"${SWIFT:-swift}" test --disable-xctest "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$server" -ne 0 ]; then
  echo "The tests of the server failed (all of it: .build/server-tests.log):"
  grep -E ': error: | recorded an issue' .build/server-tests.log | sort -u | head -n 20 | cut -c 1-300 | sed 's/^/  /'
  [ "$status" -ne 0 ] || exit "$server"
fi
[ "$status" -eq 0 ] && exit 0

# `✘ Test "a name" recorded an issue … at File.swift:1:2: what`: each test once with its first issue, after thousands of lines of what passed.
# A run that ended before its closing line did so in the middle of a test, which is among those that began and did not end.
closing=$(grep -E '^. Test run with [0-9]+ tests? ' "$log" | tail -n 1)
{
  echo
  echo "What failed (all of it: $log):"
  grep -E '(^|/)[^ ]*: error: ' "$log" | sort -u | head -n 20 | sed 's/^/  /'
  grep -E '^. Test .* recorded an issue' "$log" | awk '{ name = $0; sub(/ recorded an issue.*/, "", name) } !seen[name]++' |
    sed 's/^. Test /  /; s/ recorded an issue/:/' | cut -c 1-300 | head -n 40
  if [ -z "$closing" ] && grep -qE '^. Test run started' "$log"; then
    echo "  The run ended in the middle. Tests that had begun and not ended:"
    awk '/^. Test .* started\.$/ { n = $0; sub(/^. Test /, "", n); sub(/ started\.$/, "", n); open[n] = 1 }
         /^. Test .* (passed|failed) after/ { n = $0; sub(/^. Test /, "", n); sub(/ (passed|failed) after.*/, "", n); sub(/ with [0-9]+ test cases?$/, "", n); delete open[n] }
         END { for (n in open) if (n !~ /^case passing/) print "    " n }' "$log" | sort | head -n 20
    grep -E 'Fatal error|unexpected signal|Exited with' "$log" | tail -n 5 | sed 's/^/    /'
  fi
  [ -z "$closing" ] || echo "$closing"
} 2>&1
exit "$status"
