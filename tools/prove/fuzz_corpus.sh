#!/usr/bin/env bash
# Adds what the fuzzers found (tools/prove/fuzz.ts) to the inputs that are committed: few that reach what the committed ones don't.
#
# usage: tools/prove/fuzz_corpus.sh [BYTES]      inputs longer than that stay where they are, 4096 if it is left out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
max=${1:-4096}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for found in build/fuzz/found/*/; do
  corpus=$(basename "$found")
  [ -n "$(ls -A "$found")" ] || continue
  small=$work/$corpus-small
  mkdir -p "$small" "fuzz/corpus/$corpus"
  find "$found" -type f -size "-$((max + 1))c" -exec cp -t "$small" {} +
  before=$(find "fuzz/corpus/$corpus" -type f | wc -l)
  "build/fuzz/fuzz/${corpus}_fuzz" -merge=1 -timeout=10 -rss_limit_mb=2048 "fuzz/corpus/$corpus" "$small" >"$work/said" 2>&1 || {
    tail -n 20 "$work/said" >&2
    exit 1
  }
  echo "$corpus: $before inputs, now $(find "fuzz/corpus/$corpus" -type f | wc -l)"
done
