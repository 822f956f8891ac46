#!/usr/bin/env bash
# Installs what Gradus needs and this machine lacks: C libraries, their headers and the Fashion-MNIST data set.
# Debian and Ubuntu only; elsewhere it names the libraries. Installs nothing, and needs no network, when nothing is missing.
set -eu

packages=(
  libdnnl-dev              # oneDNN: dense products in f32 and bf16
  libopenblas0-openmp      # OpenBLAS and LAPACK on the thread pool that oneDNN uses: dense products in f64, factorisations
  zlib1g-dev               # gzip
  libpng-dev               # PNG images
  libjpeg-dev              # JPEG images
  libsqlite3-dev           # data bases
  dataset-fashion-mnist    # 70,000 labelled images, 28 by 28
)

say() { printf 'setup: %s\n' "$*"; }

if ! command -v swift >/dev/null 2>&1; then
  say "Swift is missing. Gradus needs Swift 6.1 or newer: https://www.swift.org/install/linux/" >&2
  exit 69
fi

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
  say "this is neither Debian nor Ubuntu, so nothing was installed. Gradus needs, with their headers:"
  say "  oneDNN 2 or 3, zlib, libpng, libjpeg-turbo and SQLite; and, without headers, OpenBLAS (its OpenMP build, with LAPACK in it);"
  say "  and, for the demo, the four Fashion-MNIST .gz files in /usr/share/datasets/fashion-mnist/."
  exit 0
fi

installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
for package in "${packages[@]}"; do
  installed "$package" || missing+=("$package")
done
for tool in git make python3; do
  command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
done

if [ "${#missing[@]}" -eq 0 ]; then
  say "everything is here; nothing to install."
  exit 0
fi

root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "missing: ${missing[*]}. Installing them takes root: run 'apt-get install ${missing[*]}' as root." >&2
    exit 77
  fi
  root=(sudo)
fi

say "installing with apt-get: ${missing[*]}"
"${root[@]}" apt-get update -qq
if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --quiet --no-install-recommends "${missing[@]}"; then
  say "apt-get could not install: ${missing[*]}. Its own message is above." >&2
  exit 69
fi
say "done."
