#!/usr/bin/env bash
# Fails on any source file that clang-format would change.
set -uo pipefail
cd "$1" || exit 1
files=$(find app server shared tests qml -name '*.h' -o -name '*.cpp' | sort)
[ -n "$files" ] || { echo "no source files found below $1"; exit 1; }
echo "$files" | xargs clang-format --dry-run -Werror --ferror-limit=3 && echo "$(echo "$files" | wc -l) files are formatted"
