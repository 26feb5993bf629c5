# Warnings, hardening and the faster linker, for every target through skranke_options.
add_library(skranke_options INTERFACE)
target_compile_options(skranke_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)

# clang sees the std::stable_sort of libstdc++ 12 use what C++17 deprecated; it takes an & of two truths, which is
# there so that nothing branches, for a slip, and warns of texts that are longer than every compiler has to take.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(skranke_options INTERFACE
    -Wno-deprecated-declarations -Wno-bitwise-instead-of-logical -Wno-overlength-strings)
endif()

if(SKRANKE_HARDENED)
  target_compile_options(skranke_options INTERFACE
    -fstack-protector-strong -fstack-clash-protection -fcf-protection -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
  target_link_options(skranke_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

find_program(SKRANKE_MOLD mold)
if(SKRANKE_MOLD)
  target_link_options(skranke_options INTERFACE -fuse-ld=mold)
endif()

# What one checkout compiled serves another: paths under this one are hashed as relative ones, and precompiled headers
# may come from the cache.
find_program(SKRANKE_CCACHE ccache)
if(SKRANKE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${SKRANKE_CCACHE})
endif()
