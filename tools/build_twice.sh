#!/usr/bin/env bash
# Builds the program twice from nothing, in two folders of different names and without a cache, and compares the bytes.
#
# usage: tools/build_twice.sh [TARGET [JOBS]]      TARGET: skranke, or a library of the build to try it on less
#
# In different folders, so that a path that gets into the program is seen. Takes as long as two builds: a quarter of an hour
# each on two cores. Exit 0: equal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=${1:-skranke} jobs=${2:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CCACHE_DISABLE=1 SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0}

for side in one the-other; do
  folder=$work/$side
  mkdir -p "$folder"
  git archive HEAD | tar -x -C "$folder"
  # Where a path would be in debugging information or in a message, the folder is called ".".
  (cd "$folder" && cmake --preset release -DSKRANKE_TESTS=OFF -DSKRANKE_BENCHMARKS=OFF \
    -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$folder=." >"$work/$side.log" 2>&1 &&
    cmake --build build/release --target "$target" --parallel "$jobs" >>"$work/$side.log" 2>&1) || {
    tail -n 30 "$work/$side.log" >&2
    exit 1
  }
  (cd "$folder/build/release" && find . -name skranke -type f -o -name '*.a' -type f | LC_ALL=C sort | xargs sha256sum) >"$work/$side.sums"
  # Both at once would need twice the room.
  [ "$side" = one ] && mv "$folder/build/release" "$work/built" && rm -rf "$folder"
done
if cmp "$work/one.sums" "$work/the-other.sums"; then
  echo "equal: $(wc -l <"$work/one.sums") files"
  grep -E "/skranke$" "$work/one.sums" || tail -n 1 "$work/one.sums"
else
  diff "$work/one.sums" "$work/the-other.sums" || true
  exit 1
fi
