# SPDX-License-Identifier: Apache-2.0
# nostos_module(NAME HEADERS … SOURCES … TESTS … USES … LINKS …)
#
# One module = one folder under src/: library nostos_NAME (alias nostos::NAME), test binary
# NAME_tests with the CTest label NAME. USES names other modules, in the words of src/layers.txt;
# tools/tidy.py compares the two. LINKS names outside libraries.

add_library(nostos_options INTERFACE)
target_compile_features(nostos_options INTERFACE cxx_std_23)
target_compile_options(nostos_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-align -Wunused -Woverloaded-virtual
  $<$<BOOL:${NOSTOS_WERROR}>:-Werror>)
target_include_directories(nostos_options INTERFACE ${PROJECT_SOURCE_DIR}/src)

# nostos_tests(TARGET SOURCES …): a test program with GoogleTest. With NOSTOS_TEST_HEADERS_ONCE what every test
# includes is compiled one time: a third of a test's compiling is that. Everyday builds do not, so that a test
# which lacks an include is seen there. (Compiling tests with -O1 or -O0 was tried: GCC 12 then takes strings for too
# small that are not, and the slow references run longer than the compiler saves.)
#
# A test that puts a path together from NOSTOS_SOURCE_DIR is told by GCC 12, by the length of that folder's name, that
# its string is too small (a false alarm, bug 105651 and its kin); tests leave these warnings to the code they test.
set(NOSTOS_FALSE_ALARMS $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)
function(nostos_tests target)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE GTest::gmock GTest::gtest_main)
  target_compile_definitions(${target} PRIVATE NOSTOS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE ${NOSTOS_FALSE_ALARMS})
  if(NOSTOS_TEST_HEADERS_ONCE)
    if(NOT TARGET nostos_test_headers)
      file(WRITE ${PROJECT_BINARY_DIR}/nostos_test_headers.cpp "")
      add_library(nostos_test_headers OBJECT ${PROJECT_BINARY_DIR}/nostos_test_headers.cpp)
      target_link_libraries(nostos_test_headers PRIVATE nostos_options GTest::gmock)
      target_compile_options(nostos_test_headers PRIVATE ${NOSTOS_FALSE_ALARMS})
      target_precompile_headers(nostos_test_headers PRIVATE <algorithm> <filesystem> <fstream> <functional> <map>
        <optional> <set> <span> <sstream> <string> <string_view> <vector> <gmock/gmock.h> <gtest/gtest.h>)
    endif()
    target_precompile_headers(${target} REUSE_FROM nostos_test_headers)
  endif()
endfunction()

# A header that the source of its name includes first is compiled on its own there already (tools/tidy.py
# holds the order); only the others need a check.
function(nostos_headers_not_first result)
  set(rest "")
  foreach(header IN LISTS ARGN)
    string(REGEX REPLACE "\\.h$" ".cpp" source ${header})
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${source})
      list(APPEND rest ${header})
    endif()
  endforeach()
  set(${result} ${rest} PARENT_SCOPE)
endfunction()

function(nostos_module name)
  cmake_parse_arguments(M "" "" "HEADERS;SOURCES;TESTS;USES;LINKS" ${ARGN})
  nostos_held(M_LINKS)
  set(target nostos_${name})
  if(M_SOURCES)
    add_library(${target} STATIC ${M_SOURCES})
    set(visibility PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  endif()
  add_library(nostos::${name} ALIAS ${target})
  target_sources(${target} ${visibility} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src
    FILES ${M_HEADERS})
  if(NOSTOS_HEADERS_ALONE)
    nostos_headers_not_first(rest ${M_HEADERS})
    if(rest)
      target_sources(${target} ${visibility} FILE_SET not_first TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src
        FILES ${rest})
      set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON
        INTERFACE_HEADER_SETS_TO_VERIFY not_first)
    endif()
  endif()
  target_link_libraries(${target} ${visibility} nostos_options ${M_LINKS})
  foreach(used IN LISTS M_USES)
    target_link_libraries(${target} ${visibility} nostos::${used})
  endforeach()
  if(NOSTOS_TESTS AND M_TESTS)
    nostos_tests(${name}_tests ${M_TESTS})
    target_link_libraries(${name}_tests PRIVATE ${target})
    gtest_discover_tests(${name}_tests TEST_PREFIX ${name}. PROPERTIES LABELS ${name}
      DISCOVERY_TIMEOUT 60)
  endif()
endfunction()
