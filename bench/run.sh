#!/usr/bin/env bash
# Decisions: from compiled policy data against the same lists written by hand, over the same 100,000 mixed cases in
# one run; and JSON lines through the program, file to file. bench/http/run.sh measures the server.
#
# usage: bench/run.sh [REPETITIONS]      needs build/release with SKRANKE_BENCHMARKS=ON
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

repetitions=${1:-9}
build=${SKRANKE_BUILD:-build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/bench/generate_cases" 100000 20260115 >"$work/cases.jsonl"
"$build/bench/decide_bench" policies/mitid/2024-01-01.toml "$work/cases.jsonl" \
  --benchmark_repetitions="$repetitions" --benchmark_enable_random_interleaving=true \
  --benchmark_report_aggregates_only=true 2>/dev/null |
  awk '/_median/ { name = $1; sub(/_median$/, "", name); ns[name] = $4 / 100000; print }
    END {
      printf "\nby hand %.1f ns a case, compiled policy %.1f ns: %.2f times\n",
        ns["by_hand"], ns["compiled_policy"], ns["compiled_policy"] / ns["by_hand"]
    }'

for _ in 1 2 3 4 5 6 7 8 9 10; do cat "$work/cases.jsonl"; done >"$work/million.jsonl"
for file in cases million; do
  cases=$(wc -l <"$work/$file.jsonl")
  /usr/bin/env bash -c 'TIMEFORMAT="%U %S"; time "$0" check --jsonl "$1" >"$2"' \
    "$build/skranke" "$work/$file.jsonl" "$work/out.jsonl" 2>"$work/time"
  awk -v cases="$cases" -v bytes="$(stat -c %s "$work/$file.jsonl")" '{
    printf "check --jsonl: %d cases of %d bytes, %.2f s of CPU time: %d cases a CPU-second\n",
      cases, bytes / cases, $1 + $2, cases / ($1 + $2) }' "$work/time"
done
"$build/skranke" check --jsonl "$work/million.jsonl" >"$work/out.jsonl" &
pid=$!
memory=0
while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do memory=$now; done
wait "$pid"
echo "check --jsonl: at most $((memory / 1024)) MB resident over $(stat -c %s "$work/million.jsonl") bytes"
