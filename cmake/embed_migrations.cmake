# Writes OUTPUT, the C++ source of storage::all_migrations(), from the SQL files MIGRATIONS of the folder FOLDER.
# Run with cmake -P by src/storage/CMakeLists.txt.
set(entries "")
set(version 0)
file(GLOB found RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT found)
separate_arguments(MIGRATIONS)
if(NOT "${found}" STREQUAL "${MIGRATIONS}")
  message(FATAL_ERROR "src/storage/CMakeLists.txt lists [${MIGRATIONS}], and src/storage/migrations/ holds [${found}]")
endif()
foreach(file IN LISTS MIGRATIONS)
  math(EXPR version "${version} + 1")
  if(NOT file MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.sql$")
    message(FATAL_ERROR "a migration is named NNNN_name.sql, not ${file}")
  endif()
  set(name ${CMAKE_MATCH_2})
  string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
  if(NOT number EQUAL version)
    message(FATAL_ERROR "migration ${file} should have number ${version}: numbers start at 1 and have no gaps")
  endif()
  file(READ ${FOLDER}/${file} sql)
  string(APPEND entries "    Migration{${version}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// The schema's steps; made from src/storage/migrations/ by cmake/embed_migrations.cmake.
#include \"storage/migrations.hpp\"

#include <vector>

namespace skranke::storage {

std::span<const Migration> all_migrations() {
  static const std::vector<Migration> migrations{
${entries}  };
  return migrations;
}

}  // namespace skranke::storage
")
