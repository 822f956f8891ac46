#!/usr/bin/env bash
# Installs into a folder of its own, looks whether command, manual page and completions work from there, and whether uninstalling leaves what
# is not ours, and nothing else. Needs `make build`.
set -euo pipefail
cd "$(dirname "$0")/.."
export PREFIX
PREFIX=$(mktemp -d)
unset DESTDIR
trap 'rm -rf "$PREFIX"' EXIT
fail() { echo "check-install: $*" >&2; exit 1; }

# A neighbour, which has to stay.
mkdir -p "$PREFIX/bin"
echo "#!/bin/sh" >"$PREFIX/bin/neighbour"
Scripts/install.sh >/dev/null
gradus=$PREFIX/bin/gradus

# From another folder: nothing of the build is needed.
(
  cd /
  [ "$("$gradus" --version | head -n 1)" ] || fail "no version"
  [ "$("$gradus" derive "x'*x" --wrt x)" = "2 x" ] || fail "no derivative"
  "$gradus" solve "P*x = a" --let "P = [2 0; 0 4]" --let "a = [1; 2]" >/dev/null || fail "no solution"
)
names=$("$gradus" help | awk '/SUBCOMMANDS:$/ { on = 1 } on && /^  [a-z]/ { sub(/,$/, "", $1); print $1 }')
[ "$(wc -l <<<"$names")" -gt 20 ] || fail "help names few commands: $names"

page=$PREFIX/share/man/man1/gradus.1
grep -q '^\.Dt GRADUS 1' "$page" || fail "no title in the manual page"
for name in $names; do grep -q "$name" "$page" || fail "the manual page does not name $name"; done
if command -v mandoc >/dev/null; then mandoc -T lint -W error "$page" || fail "the manual page is malformed"; fi
if command -v man >/dev/null; then [ "$(man -l "$page" 2>/dev/null | wc -l)" -gt 100 ] || fail "the manual page is not shown"; fi

bash -n "$PREFIX/share/bash-completion/completions/gradus" || fail "the completions of bash"
if command -v zsh >/dev/null; then zsh -n "$PREFIX/share/zsh/site-functions/_gradus" || fail "the completions of zsh"; fi
if command -v fish >/dev/null; then fish -n "$PREFIX/share/fish/vendor_completions.d/gradus.fish" || fail "the completions of fish"; fi
head -n 1 "$PREFIX/share/zsh/site-functions/_gradus" | grep -q '^#compdef gradus' || fail "zsh would not find its completions"
grep -q 'complete -c .gradus' "$PREFIX/share/fish/vendor_completions.d/gradus.fish" || fail "fish would find no completions"
# What bash offers behind `gradus der`.
offered=$(PATH=$PREFIX/bin:$PATH bash -c '
  source "$PREFIX/share/bash-completion/completions/gradus"
  COMP_WORDS=(gradus der) COMP_CWORD=1 COMP_LINE="gradus der" COMP_POINT=10
  $(complete -p gradus | sed "s/.*-F \\([^ ]*\\).*/\\1/") gradus der gradus
  echo "${COMPREPLY[*]}"' 2>/dev/null) || true
case " $offered " in *" derive "*) ;; *) fail "bash offers \"$offered\" behind gradus der" ;; esac

Scripts/install.sh remove >/dev/null
left=$(cd "$PREFIX" && find . -type f)
[ "$left" = ./bin/neighbour ] || fail "uninstalling left: $left"
Scripts/install.sh remove | grep -q '^Nothing of gradus' || fail "uninstalling twice"
echo "The command, its manual page and its completions work where they are installed, and go again."
