# skranke_test(NAME SOURCES a_test.cpp … LINK lib … [ENVIRONMENT K=V …] [LABEL release]): one GoogleTest
# program; each of its tests is a test of CTest. The tests of one folder share a program, and a precompiled
# gtest.h. With the label "release", ./test runs them without sanitizers: the long and the timed ones.
if(SKRANKE_TESTS)
  enable_testing()
  include(GoogleTest)
  find_package(GTest REQUIRED)
endif()

function(skranke_test name)
  if(NOT SKRANKE_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;LINK;ENVIRONMENT" ${ARGN})
  set(label)
  if(ARG_LABEL)
    set(label LABELS ${ARG_LABEL})
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} skranke_options GTest::gmock GTest::gtest_main)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 sees overruns in "literal" + std::string where there are none (GCC bug 105329).
    target_compile_options(${name} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
  endif()
  target_compile_definitions(${name} PRIVATE SKRANKE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_precompile_headers(${name} PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES ENVIRONMENT "${ARG_ENVIRONMENT}" ${label})
endfunction()
