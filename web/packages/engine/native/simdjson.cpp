// simdjson, which Debian has compiled for this machine only, compiled for WebAssembly from its source.
#include "../../../node_modules/@nozbe/simdjson/src/simdjson.cpp"
