#!/usr/bin/env bash
# Builds the documentation of every module and the articles into .build/documentation, as a static site.
set -eu
cd "$(dirname "$0")/.."
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT
find .build -path '*/symbolgraph/Gradus*.symbols.json' ! -name '*Tests*' -exec cp {} "$graphs" \;
docc convert Sources/Gradus/Gradus.docc --additional-symbol-graph-dir "$graphs" --output-dir .build/documentation \
  --fallback-display-name Gradus --fallback-bundle-identifier gradus.Gradus
echo "docs: open with  python3 -m http.server --directory .build/documentation 8000  at /documentation/gradus"
