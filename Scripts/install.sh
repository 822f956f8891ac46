#!/usr/bin/env bash
# Installs the command, its manual page and the completions of bash, zsh and fish: below PREFIX (/usr/local), itself below DESTDIR where that is set.
# `Scripts/install.sh remove`, with the same PREFIX and DESTDIR, takes the same files away and nothing else.
#   make install                        needs the right to write to /usr/local
#   PREFIX=$HOME/.local make install
#   make install SERVE=1                with the server that `gradus serve` begins
#   PREFIX=$HOME/.local make uninstall
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${DESTDIR:-}${PREFIX:-/usr/local}
swift=${SWIFT:-swift}
program=.build/release/gradus

command=$prefix/bin/gradus
server=$command-serve
manual=$prefix/share/man/man1/gradus.1
bash=$prefix/share/bash-completion/completions/gradus
zsh=$prefix/share/zsh/site-functions/_gradus
fish=$prefix/share/fish/vendor_completions.d/gradus.fish
openmpi=$prefix/lib/gradus/libgradus-mpi-openmpi.so
mpich=$prefix/lib/gradus/libgradus-mpi-mpich.so

if [ "${1:-}" = remove ]; then
  found=
  for file in "$command" "$server" "$manual" "$bash" "$zsh" "$fish" "$openmpi" "$mpich"; do
    [ -e "$file" ] || [ -L "$file" ] || continue
    rm -f "$file"
    echo "removed $file"
    found=yes
  done
  [ -n "$found" ] || echo "Nothing of gradus is installed below $prefix."
  exit 0
fi
[ $# -eq 0 ] || { echo "install: unknown word $1; remove, or nothing" >&2; exit 64; }
[ -x "$program" ] || { echo "install: $program is not built; make build" >&2; exit 69; }

# The tool and not its plugin: `swift package generate-manual` would build the whole program once more, with other settings.
"$swift" build --product generate-manual >/dev/null
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
.build/debug/generate-manual "$program" --output-directory "$made"
[ -s "$made/gradus.1" ] || { echo "install: no manual page was made" >&2; exit 70; }

# Beside and renamed, so that nobody runs half a program.
put() {
  install -d "$(dirname "$3")"
  install -m "$1" "$2" "$3.new"
  mv -f "$3.new" "$3"
  echo "$3"
}
# Without what only a debugger reads; the names that a crash report tells stay.
if command -v strip >/dev/null && strip --strip-debug -o "$made/gradus" "$program"; then program=$made/gradus; fi
for shell in bash zsh fish; do "$program" --generate-completion-script "$shell" >"$made/$shell"; done
put 755 "$program" "$command"
if [ -n "${SERVE:-}" ]; then
  listener=.build/release/gradus-serve
  if command -v strip >/dev/null && strip --strip-debug -o "$made/gradus-serve" "$listener"; then listener=$made/gradus-serve; fi
  put 755 "$listener" "$server"
fi
put 644 "$made/gradus.1" "$manual"
put 644 "$made/bash" "$bash"
put 644 "$made/zsh" "$zsh"
put 644 "$made/fish" "$fish"
# What `make setup` compiled for the MPI that is there.
for shim in "$openmpi" "$mpich"; do
  if [ -e ".build/mpi/${shim##*/}" ]; then put 644 ".build/mpi/${shim##*/}" "$shim"; fi
done
