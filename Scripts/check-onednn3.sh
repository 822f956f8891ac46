#!/usr/bin/env bash
# Builds the oneDNN shim against version 3 and multiplies matrices with it. Debian 12 has version 2; the headers and the
# library of version 3 come from PyPI into .build/onednn3.
#
#   Scripts/check-onednn3.sh            with version 3
#   Scripts/check-onednn3.sh installed  with the version that is installed
set -eu
cd "$(dirname "$0")/.."
work=.build/onednn3
mkdir -p "$work"

include=()
if [ "${1:-3}" != installed ]; then
  if [ ! -d "$work/files" ]; then
    echo "check-onednn3: fetching onednn-devel-cpu-gomp and onednn-cpu-gomp from PyPI into $work"
    python3 -m pip download --quiet --no-deps --dest "$work" onednn-devel-cpu-gomp onednn-cpu-gomp
    for wheel in "$work"/*.whl; do python3 -m zipfile -e "$wheel" "$work/files"; done
  fi
  header=$(find "$work/files" -path '*include/oneapi/dnnl/dnnl.h' | head -1)
  library=$(find "$work/files" -name 'libdnnl.so.3' | head -1)
  include=(-I "${header%/oneapi/dnnl/dnnl.h}")
  export LD_LIBRARY_PATH="$(dirname "$library")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi

compiler=${CC:-clang}
"$compiler" -std=c11 -O1 -Wall -Wextra -Werror "${include[@]}" -I Sources/CKernels/include -I Sources/COneDNN/include \
  Sources/COneDNN/Library.c Sources/COneDNN/Product.c Sources/CKernels/Pool.c Scripts/check-onednn3.c \
  -o "$work/check" -ldl -lpthread -lm
"$work/check" ${1:+"$1"}
