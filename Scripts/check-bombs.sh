#!/bin/sh
# Runs commands that ask for far too much, or for much in a small text, and says which of them did not end by themselves: with an
# answer or in one line, in ten seconds and two gigabytes.
#
#   Scripts/check-bombs.sh [gradus]
set -eu
cd "$(dirname "$0")/.."
exec python3 Scripts/check-bombs.py "${1:-.build/release/gradus}"
