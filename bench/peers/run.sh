#!/usr/bin/env bash
# The same policy and the same 100,000 cases in Cedar, zen, json-rules-engine, CEL and CLIPS, beside ours. Every peer has to agree
# with us on every case before anything is timed. Prints a table, and draws it.
#
# usage: bench/peers/run.sh [ROUNDS [SVG]]      installs libclips-dev and the npm packages of this folder; some 15 minutes
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/machine.sh

rounds=${1:-7}
svg=${2:-}
build=${SKRANKE_BUILD:-build/release}
install_packages "${packages_to_build[@]}" libbenchmark-dev libclips-dev
install_npm web
# Not `npm ci`: zen names builds for other systems, and where a registry lacks those, they are missing from the lock.
(cd bench/peers && npm install --no-save --no-audit --no-fund --loglevel=error </dev/null >&2)
cmake --preset release -DSKRANKE_BENCHMARKS=ON >build/release.configure.log
compile release skranke bench/generate_cases bench/peers/peers_ours bench/peers/peers_clips

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/bench/generate_cases" 100000 20260115 >"$work/cases.jsonl"
"$build/skranke" policy compile mitid@2024-01-01 >"$work/policy.json"
"$build/skranke" check --jsonl --version 2024-01-01 "$work/cases.jsonl" >"$work/answers.jsonl"
"${SKRANKE_NODE:-web/node_modules/.bin/node}" bench/peers/measure.ts "$build" "$work" "$rounds" ${svg:+"$svg"}
