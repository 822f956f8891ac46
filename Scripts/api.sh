#!/usr/bin/env bash
# What of the public interface is not as it was at the last tag. Before a release: what is listed needs a new major version, or an entry in CHANGELOG.md.
set -eu
cd "$(dirname "$0")/.."
tag=$(git describe --tags --abbrev=0 2>/dev/null) || { echo "There is no tag yet, so nothing can have changed since."; exit 0; }
exec "${SWIFT:-swift}" package diagnose-api-breaking-changes "$tag"
