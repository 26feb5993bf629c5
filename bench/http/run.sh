#!/usr/bin/env bash
# POST /api/v1/check against a hello-world of the same library, side by side, in requests per CPU-second of the
# server; and how long `serve` takes to its first answer, and how much memory it holds.
#
# usage: bench/http/run.sh [ROUNDS [SECONDS]]      needs wrk and build/release with SKRANKE_BENCHMARKS=ON
#
# Each server has one thread, on the first core; wrk has the second. Rounds are interleaved, so that whatever
# else the machine does meets all of them. CPU time is the server's own (/proc/PID/stat), so that a client
# that can't keep up does not matter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${1:-5} seconds=${2:-3}
build=${SKRANKE_BUILD:-build/release}
skranke=$build/skranke hello=$build/bench/http/hello
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

now_ms() { echo $(($(date +%s%N) / 1000000)); }
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
memory_mb() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }
median() { sort -n | awk '{ values[NR] = $1 } END { print values[int((NR + 1) / 2)] }'; }

# Starts `serve`, leaves its PID in `served` and its port in `port`, and the milliseconds to its first answer in `took`.
start_serve() {
  local began line status said
  rm -f "$work/said" && mkfifo "$work/said"
  began=$(now_ms)
  SKRANKE_HOME=$PWD taskset -c 0 "$skranke" serve --threads 1 --listen 127.0.0.1:0 2>"$work/said" &
  served=$! pids+=("$!") port=
  exec {said}<"$work/said"
  while read -r -u "$said" line; do
    case $line in *http://127.0.0.1:*) port=${line##*:} && break ;; esac
  done
  exec {talk}<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&"$talk"
  read -r -u "$talk" status
  took=$(($(now_ms) - began))
  exec {talk}>&-
  case $status in *' 200 '*) ;; *) echo "serve is not ready: $status" >&2 && exit 1 ;; esac
}

# measure NAME PID PORT PATH [LUA]: one round; the result is kept in $work/NAME.
measure() {
  local before after requests report
  before=$(cpu_ticks "$2")
  report=$(taskset -c 1 wrk -t1 -c64 -d"${seconds}s" ${5:+-s "$5"} "http://127.0.0.1:$3$4")
  after=$(cpu_ticks "$2")
  if grep -qE 'Non-2xx|Socket errors' <<<"$report"; then echo "$report" >&2 && exit 1; fi
  requests=$(awk '/requests in/ { print $1 }' <<<"$report")
  echo $((requests * $(getconf CLK_TCK) / (after - before))) >>"$work/$1"
}

for _ in 1 2 3 4 5; do
  start_serve
  echo "$took" >>"$work/start"
  kill "$served" && wait "$served"
done
start_serve
echo "start-up to the first answer: $(median <"$work/start") ms (median of 5)"
echo "resident after it: $(memory_mb "$served") MB"

taskset -c 0 "$hello" >"$work/port" &
hello_pid=$! pids+=("$!")
until [ -s "$work/port" ]; do :; done
hello_port=$(cat "$work/port")

for ((round = 0; round < rounds; ++round)); do
  measure hello_get "$hello_pid" "$hello_port" /
  measure check "$served" "$port" /api/v1/check bench/http/check.lua
  measure hello_post "$hello_pid" "$hello_port" / bench/http/check.lua
  measure advice "$served" "$port" /api/v1/check bench/http/advice.lua
done

echo "resident after the load: $(memory_mb "$served") MB"
echo "requests per server CPU-second, median of $rounds rounds of $seconds s:"
base=$(median <"$work/hello_get")
for name in hello_get hello_post check advice; do
  value=$(median <"$work/$name")
  printf '  %-12s %8d   %s of hello_get\n' "$name" "$value" "$(awk -v a="$value" -v b="$base" 'BEGIN { printf "%.2f", a / b }')"
done
kill "$served" && wait "$served"
