#!/usr/bin/env bash
# Makes the Debian package of the release build, and lists what is in it.
#
# usage: tools/package.sh [FOLDER]      the package goes to FOLDER, build/package/ if none is named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-build/package}
./run build
mkdir -p "$folder"
# Two packages of the same files are the same: their time is that of the newest change.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
cpack --config build/release/CPackConfig.cmake -B "$folder" >"$folder/cpack.log" 2>&1 || {
  cat "$folder/cpack.log" >&2
  exit 1
}
package=$(ls -t "$folder"/skranke_*.deb | head -n 1)
dpkg-deb --info "$package"
dpkg-deb --contents "$package"
echo "$package"
