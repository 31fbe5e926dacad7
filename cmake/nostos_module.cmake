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

function(nostos_module name)
  cmake_parse_arguments(M "" "" "HEADERS;SOURCES;TESTS;USES;LINKS" ${ARGN})
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
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()
  target_link_libraries(${target} ${visibility} nostos_options ${M_LINKS})
  foreach(used IN LISTS M_USES)
    target_link_libraries(${target} ${visibility} nostos::${used})
  endforeach()
  if(NOSTOS_TESTS AND M_TESTS)
    add_executable(${name}_tests ${M_TESTS})
    target_link_libraries(${name}_tests PRIVATE ${target} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_tests PRIVATE
      NOSTOS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(${name}_tests TEST_PREFIX ${name}. PROPERTIES LABELS ${name}
      DISCOVERY_TIMEOUT 60)
  endif()
endfunction()
