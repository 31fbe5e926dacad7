# SPDX-License-Identifier: Apache-2.0
# Run by the build, with -D ROOT, LIST, OUT, FUNCTION, HEADER and COMPRESS (ON or OFF).
# Writes one C++ file that holds every file named in LIST (one path a line, relative to ROOT) and
# a function that lists them. The assembler copies the bytes (.incbin), so size costs no compile time.
# Each file's SHA-256 stands in the output: a changed file changes it, which no compiler cache can miss.

file(STRINGS ${LIST} paths)
get_filename_component(folder ${OUT} DIRECTORY)
get_filename_component(stem ${OUT} NAME_WE)
set(compressed ${folder}/${stem}.compressed)
if(COMPRESS)
  file(MAKE_DIRECTORY ${compressed})
  find_program(GZIP gzip)
  find_program(BROTLI brotli)
endif()

set(blobs "")
set(externs "")
set(rows "")
set(number 0)

macro(add_blob symbol path)
  file(SHA256 ${path} blob_digest)
  string(APPEND blobs "// ${blob_digest}\n__asm__(\".pushsection .rodata,\\\"a\\\",@progbits\\n\"\n"
    "        \".balign 16\\n${symbol}:\\n.incbin \\\"${path}\\\"\\n${symbol}_end:\\n.byte 0\\n\"\n"
    "        \".globl ${symbol}\\n.globl ${symbol}_end\\n.popsection\\n\");\n")
  string(APPEND externs "extern const char ${symbol}[]; extern const char ${symbol}_end[];\n")
endmacro()

foreach(path IN LISTS paths)
  set(symbol "nostos_${FUNCTION}_${number}")
  add_blob(${symbol} ${ROOT}/${path})
  set(digest ${blob_digest})
  set(variants "{}, {}")
  if(COMPRESS AND path MATCHES "\\.(html|css|js|mjs|json|svg|txt|webmanifest|map|ico|wasm)$")
    set(variants "")
    if(GZIP)
      execute_process(COMMAND ${GZIP} -9 -n -c ${ROOT}/${path}
        OUTPUT_FILE ${compressed}/${number}.gz COMMAND_ERROR_IS_FATAL ANY)
      add_blob(${symbol}_gz ${compressed}/${number}.gz)
      string(APPEND variants "bytes(${symbol}_gz, ${symbol}_gz_end), ")
    else()
      string(APPEND variants "{}, ")
    endif()
    if(BROTLI)
      execute_process(COMMAND ${BROTLI} -q 11 -c ${ROOT}/${path}
        OUTPUT_FILE ${compressed}/${number}.br COMMAND_ERROR_IS_FATAL ANY)
      add_blob(${symbol}_br ${compressed}/${number}.br)
      string(APPEND variants "bytes(${symbol}_br, ${symbol}_br_end)")
    else()
      string(APPEND variants "{}")
    endif()
  endif()
  string(APPEND rows "      {\"${path}\", bytes(${symbol}, ${symbol}_end), \"${digest}\", ${variants}},\n")
  math(EXPR number "${number} + 1")
endforeach()

set(text "// Made by cmake/embed_files.cmake; do not edit.
#include \"${HEADER}\"

#include <vector>

${blobs}
extern \"C\" {
${externs}}

namespace nostos {
std::span<const EmbeddedFile> ${FUNCTION}() {
  [[maybe_unused]] constexpr auto bytes = [](const char* first, const char* end) {
    return std::string_view(first, static_cast<std::size_t>(end - first));
  };
  static const std::vector<EmbeddedFile> files{
${rows}  };
  return files;
}
}  // namespace nostos
")
file(WRITE ${OUT} "${text}")
