# What ./run and ./test share: the packages of a Debian 12 machine, the pinned npm packages, and the builds.
#
# Every step is skipped, fast, when there is nothing to do. Sourced from the project's top folder by bash
# with `set -u`; a function that fails says why on standard error and returns non-zero.

packages_to_build=(
  g++ cmake ninja-build ccache mold ca-certificates pkg-config libboost1.81-dev libboost-json1.81-dev
  libsimdjson-dev libtomlplusplus-dev libcli11-dev libhowardhinnant-date-dev tzdata libsqlite3-dev libpq-dev
  libcairo2-dev libpango1.0-dev libqrencode-dev libxml2-dev fonts-dejavu-core fonts-dejavu-extra
  libseccomp-dev libicu-dev libssl-dev libcjose-dev libcurl4-openssl-dev libical-dev libsodium-dev liboath-dev libfido2-dev
  libp11-kit-dev
  libpng-dev libjpeg62-turbo-dev zlib1g-dev
  clang-19 lld-19 wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32
)
packages_to_test=(
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev clang-format-19 clang-tidy-19 chromium curl
  poppler-utils zbar-tools fonts-ocr-b libfreetype-dev postgresql-15 python3-aiosmtpd python3-icalendar
  dpkg-dev file softhsm2
)

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# install_packages NAME…: those of them that are missing.
install_packages() {
  if ! command -v apt-get dpkg-query >/dev/null; then
    say "Not a Debian machine: expecting what these packages hold: $*"
    return 0
  fi
  # npm comes with other Node.js packages too, which conflict with Debian's.
  command -v npm >/dev/null || set -- "$@" nodejs npm
  local installed missing=() name
  installed=$'\n'$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n')$'\n'
  for name in "$@"; do
    [[ $installed == *$'\n'"installed $name"$'\n'* ]] || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    say "Missing packages, and neither root nor sudo to install them. As root: apt-get install ${missing[*]}"
    return 1
  fi
  say "Installing ${missing[*]}"
  mkdir -p build
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  if ! { as_root "${apt[@]}" update && as_root "${apt[@]}" install --no-install-recommends "${missing[@]}"; } \
    >build/apt.log 2>&1 </dev/null; then
    tail -n 30 build/apt.log >&2
    say "apt-get failed; all it said is in build/apt.log"
    return 1
  fi
}

# Debian's Node.js is older than the build tools ask for, and npm leaves out optional packages whose wish for
# a newer one it can't meet, native ones among them. So an old npm only fetches a pinned Node.js and npm.
use_new_node() {
  local newest
  newest=$(printf 'v20.19.0\n%s\n' "$(node --version)" | sort --version-sort | tail -n 1)
  [ "$newest" = "$(node --version)" ] && return 0
  install_npm_with_any_node tools/node || return
  PATH=$PWD/tools/node/node_modules/.bin:$PATH
}

# install_npm FOLDER: its pinned packages, anew only when the lock file has changed.
install_npm() {
  use_new_node && install_npm_with_any_node "$1"
}

install_npm_with_any_node() {
  local folder=$1 installed_lock=$1/node_modules/.installed-lock.json
  cmp --silent "$folder/package-lock.json" "$installed_lock" && return 0
  say "Installing the npm packages of $folder/"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) &&
    cp "$folder/package-lock.json" "$installed_lock"
}

# The engine for browsers, web/packages/engine/engine.wasm.
build_engine() {
  install_npm web || return
  mkdir -p build
  if ! { { [ -f build/wasm/build.ninja ] || cmake -S web/packages/engine -B build/wasm -G Ninja; } && cmake --build build/wasm; } >build/wasm.log 2>&1; then
    cat build/wasm.log >&2
    return 1
  fi
}

# The pages, in web/dist/, anew only when something that goes into them has changed.
build_web() {
  build_engine || return
  local inputs
  inputs=$(find web locales -path web/node_modules -prune -o -path web/dist -prune -o -path web/tests -prune \
    -o -path web/packages/engine/dist -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
  [ -d web/dist ] && [ "$inputs" = "$(cat build/web.inputs 2>/dev/null)" ] && return 0
  say "Building the pages"
  mkdir -p build
  rm -f build/web.inputs
  (cd web && npm run --silent build </dev/null >&2) && printf '%s\n' "$inputs" >build/web.inputs
}

# configure PRESET [CMAKE-OPTION…]
configure() {
  say "Configuring build/$1/"
  mkdir -p build
  if ! cmake --preset "$@" >"build/$1.configure.log" 2>&1; then
    cat "build/$1.configure.log" >&2
    return 1
  fi
}

# compile PRESET TARGET…; the preset is configured.
compile() {
  local preset=$1
  shift
  say "Building build/$preset/"
  cmake --build "build/$preset" --target "$@" --parallel "$(nproc)" >&2
}
