# skranke_test(NAME SOURCES a_test.cpp … LINK lib … [ENVIRONMENT K=V …] [LABEL release] [ALONE filter]): one GoogleTest
# program; each of its tests is a test of CTest and runs in the project's top folder. The tests of one folder share a
# program, and all of them one precompiled gtest.h. With the label "release", ./test runs them without sanitizers: the long and the timed ones. Tests that
# match the filter after ALONE are one test of CTest together: for those that share something slow to start.
if(SKRANKE_TESTS)
  enable_testing()
  include(GoogleTest)
  find_package(GTest REQUIRED)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled_gtest.cpp CONTENT "// Nothing but its precompiled headers.\n")
  add_library(skranke_precompiled_gtest OBJECT ${PROJECT_BINARY_DIR}/precompiled_gtest.cpp)
  target_link_libraries(skranke_precompiled_gtest PRIVATE skranke_options GTest::gmock GTest::gtest_main)
  target_precompile_headers(skranke_precompiled_gtest PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endif()

# skranke_program_path(TARGET VARIABLE): where a program of this build is, as seen from the project's top folder.
function(skranke_program_path target variable)
  set(${variable} $<PATH:RELATIVE_PATH,$<TARGET_FILE:${target}>,${PROJECT_SOURCE_DIR}> PARENT_SCOPE)
endfunction()

function(skranke_test name)
  if(NOT SKRANKE_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "LABEL;ALONE" "SOURCES;LINK;ENVIRONMENT" ${ARGN})
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
  target_compile_definitions(${name} PRIVATE SKRANKE_SOURCE_DIR=".")
  target_precompile_headers(${name} REUSE_FROM skranke_precompiled_gtest)
  set(filter)
  if(ARG_ALONE)
    set(filter TEST_FILTER "-${ARG_ALONE}")
    add_test(NAME ${name}.alone COMMAND ${name} "--gtest_filter=${ARG_ALONE}")
    set_tests_properties(${name}.alone PROPERTIES WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} ENVIRONMENT "${ARG_ENVIRONMENT}" ${label})
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} ${filter} PROPERTIES ENVIRONMENT "${ARG_ENVIRONMENT}" ${label})
endfunction()
