#!/usr/bin/env bash
# Machine-readable zones: ours and npm's mrz over the same 200,000 invented zones, one after the other on one core.
#
# usage: bench/mrz/run.sh [ROUNDS]      needs build/release with SKRANKE_BENCHMARKS=ON, and tools/node_modules
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${1:-7}
build=${SKRANKE_BUILD:-build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/bench/read_zones" write 200000 "$work/zones.txt"
for _ in 1 2; do
  taskset -c 0 "$build/bench/read_zones" time "$work/zones.txt" "$rounds"
  taskset -c 0 "${SKRANKE_NODE:-node}" bench/mrz/oracle.mjs "$work/zones.txt" "$rounds"
done
