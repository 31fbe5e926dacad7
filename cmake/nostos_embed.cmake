# SPDX-License-Identifier: Apache-2.0
# nostos_embed(OUTVAR FUNCTION name HEADER header ROOT folder PATTERNS *.tsv … [COMPRESS])
#
# Sets OUTVAR to a generated source that defines `std::span<const EmbeddedFile> name()`, listing the
# files under ROOT that match, in order of path. ROOT may be absent: then the list is empty.

function(nostos_embed outvar)
  cmake_parse_arguments(E "COMPRESS" "FUNCTION;HEADER;ROOT" "PATTERNS" ${ARGN})
  set(globs ${E_PATTERNS})
  list(TRANSFORM globs PREPEND ${E_ROOT}/)
  file(GLOB_RECURSE paths RELATIVE ${E_ROOT} CONFIGURE_DEPENDS ${globs})
  list(SORT paths)
  set(full ${paths})
  list(TRANSFORM full PREPEND ${E_ROOT}/)
  set(list_file ${CMAKE_CURRENT_BINARY_DIR}/${E_FUNCTION}.list)
  list(JOIN paths "\n" text)
  file(CONFIGURE OUTPUT ${list_file} CONTENT "${text}\n" @ONLY)  # writes only when it differs
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${E_FUNCTION}.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOT=${E_ROOT} -DLIST=${list_file} -DOUT=${out}
            -DFUNCTION=${E_FUNCTION} -DHEADER=${E_HEADER} -DCOMPRESS=${E_COMPRESS} -P ${script}
    DEPENDS ${full} ${list_file} ${script}
    COMMENT "Embedding files of ${E_ROOT}" VERBATIM)
  set(${outvar} ${out} PARENT_SCOPE)
endfunction()
