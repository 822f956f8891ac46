#!/usr/bin/env bash
# Installs what Gradus needs and this machine lacks: C libraries, their headers and the Fashion-MNIST data set.
# Debian and Ubuntu only; elsewhere it names the libraries. Installs nothing, and needs no network, when nothing is missing.
#   make setup                      what everybody needs, and the part that speaks with MPI for whichever MPI is there
#   make setup MPI="openmpi mpich"  installs these two, or one of them, before
set -eu
cd "$(dirname "$0")/.."

packages=(
  libdnnl-dev              # oneDNN: dense products in f32 and bf16
  libopenblas0-openmp      # OpenBLAS and LAPACK on the thread pool that oneDNN uses: dense products in f64, factorisations
  zlib1g-dev               # gzip
  libpng-dev               # PNG images
  libjpeg-dev              # JPEG images
  libsqlite3-dev           # data bases
  dataset-fashion-mnist    # 70,000 labelled images, 28 by 28
)

for implementation in ${MPI:-}; do
  case $implementation in
    openmpi) packages+=(libopenmpi-dev openmpi-bin) ;; # training on several processes
    mpich) packages+=(libmpich-dev mpich) ;;           # the same, with the other one
    *) echo "setup: MPI=$implementation: openmpi, mpich or both are known" >&2; exit 64 ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }

# The two kinds of MPI have handles of different kinds, so each has a shim of its own, compiled by its own compiler. The program opens one only in a
# process that `mpirun` began.
shims() {
  command -v cc >/dev/null 2>&1 || return 0
  for implementation in openmpi mpich; do
    compiler=mpicc.$implementation
    if ! command -v "$compiler" >/dev/null 2>&1; then
      # Without Debian's names: whichever `mpicc` is there, if it is that one.
      command -v mpicc >/dev/null 2>&1 || continue
      case $implementation in
        openmpi) mpicc --showme:version >/dev/null 2>&1 || continue ;;
        mpich) mpicc -compile_info >/dev/null 2>&1 || continue ;;
      esac
      compiler=mpicc
    fi
    shim=.build/mpi/libgradus-mpi-$implementation.so
    if [ -e "$shim" ] && [ -z "$(find Sources/CMPI "$(command -v "$compiler")" -newer "$shim" -type f)" ]; then continue; fi
    mkdir -p .build/mpi
    if "$compiler" -shared -fPIC -O2 -o "$shim.new" Sources/CMPI/Shim.c; then
      mv -f "$shim.new" "$shim"
      say "compiled $shim"
    else
      say "the shim for $implementation does not compile; \`mpirun gradus\` will not work with it" >&2
    fi
  done
}

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
  shims
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
shims
say "done."
