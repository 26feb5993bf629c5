// Boost.JSON, which Debian has compiled for this machine only, compiled for WebAssembly from its headers.
#include <boost/json/src.hpp>
