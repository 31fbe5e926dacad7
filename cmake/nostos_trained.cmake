# SPDX-License-Identifier: Apache-2.0
# nostos_trained(NAME [ONLY sources…] [EXCEPT sources…])
#
# With NOSTOS_TRAINED the named module (all its sources, ONLY some, or all EXCEPT some) is compiled for the paths that
# reports take through it: tools/training compiles the same sources once more with counters, reads the repository's own
# texts, and keeps what each source counted (docs/decisions/0015-trained-build.md). The flags of a source
# stand in a file that the training writes: empty when it failed, so that the build goes on without.

if(NOSTOS_TRAINED AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(STATUS "Not trained: only GCC's profiles are known here, and this is ${CMAKE_CXX_COMPILER_ID}")
  set(NOSTOS_TRAINED OFF)
endif()
if(NOSTOS_TRAINED)
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_FLAGS -fprofile-generate)
  check_cxx_source_compiles("int main() { return 0; }" NOSTOS_CAN_COUNT)  # libgcov may be missing
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT NOSTOS_CAN_COUNT)
    message(STATUS "Not trained: this compiler cannot build programs that count (-fprofile-generate)")
    set(NOSTOS_TRAINED OFF)
  endif()
endif()

# Names the counts of a source the same wherever it is compiled: GCC tells functions that only one file knows by that
# name, too. They stand in ${PROJECT_BINARY_DIR}/training/NAME.gcda.
function(nostos_counted_as source name)
  cmake_path(GET name PARENT_PATH folder)
  cmake_path(GET name FILENAME file)
  set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -dumpdir training/${folder}/ -dumpbase ${file})
endfunction()

function(nostos_trained name)
  if(NOT NOSTOS_TRAINED)
    return()
  endif()
  cmake_parse_arguments(T "" "" "ONLY;EXCEPT" ${ARGN})
  get_target_property(sources nostos_${name} SOURCES)
  if(T_ONLY)
    set(sources ${T_ONLY})
  endif()
  if(T_EXCEPT)
    list(REMOVE_ITEM sources ${T_EXCEPT})
  endif()
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source IN LISTS sources)
    set(flags ${PROJECT_BINARY_DIR}/training/${name}/${source}.flags)
    nostos_counted_as(${source} ${name}/${source})
    set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS @${flags})
    set_property(SOURCE ${source} APPEND PROPERTY OBJECT_DEPENDS ${flags})
    set_property(GLOBAL APPEND PROPERTY NOSTOS_TRAINED_SOURCES ${name}/${source})
  endforeach()
endfunction()
