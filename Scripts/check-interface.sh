#!/usr/bin/env bash
# Compiles the listings of the articles as a package outside of this one does: with what is public alone. Needs a debug build (`swift build`).
set -eu
cd "$(dirname "$0")/.."
built=.build/debug
[ -e "$built/Modules/Gradus.swiftmodule" ] || { echo "check-interface: nothing is built; swift build" >&2; exit 69; }
compiler=$(command -v swiftc)
plugins=$(dirname "$(dirname "$(readlink -f "$compiler")")")/lib/swift/host/plugins
headers=()
for door in Sources/C*; do
  headers+=(-Xcc "-fmodule-map-file=$built/$(basename "$door").build/module.modulemap" -Xcc "-I$door/include")
done
# Another name of a package: what is `package` here is not there.
"$compiler" -typecheck -parse-as-library -module-name Outside -package-name outside -swift-version 6 -I "$built/Modules" \
  -plugin-path "$plugins" "${headers[@]}" Tests/DocumentationTests/*Examples.swift
echo "What the articles use is public."
