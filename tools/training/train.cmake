# SPDX-License-Identifier: Apache-2.0
# Run by the build, with -D PROGRAM, ROOT, BUILD and LIST. Lets the training program read, keeps what each source
# counted in BUILD/training, and writes the flags that source is compiled with. What has not changed is not touched, so
# that only what came out otherwise is compiled again. A training that fails leaves the flags empty.

file(STRINGS ${LIST} trained)
set(counts ${BUILD}/training/counts)
file(REMOVE_RECURSE ${counts})
set(ENV{GCOV_PREFIX} ${counts})
execute_process(COMMAND ${PROGRAM} ${ROOT} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
string(STRIP "${said}" said)

# Below `counts` come the folders of the build, as its compiler saw them.
file(GLOB_RECURSE counted ${counts}/*.gcda)
set(missing ${trained})
foreach(file IN LISTS counted)
  if(file MATCHES "/training/([^/]+/[^/]+)\\.gcda$")
    set(counted_${CMAKE_MATCH_1} ${file})
    list(REMOVE_ITEM missing ${CMAKE_MATCH_1})
  endif()
endforeach()
if(status EQUAL 0 AND missing)
  set(status "nothing counted for ${missing}")
endif()
if(status EQUAL 0)
  message("${said}")
else()
  message("Training failed (${status}): ${said}\nThe build goes on without it: the program does the same, "
          "and reads a little slower.")
endif()

foreach(source IN LISTS trained)
  set(flags "")
  if(status EQUAL 0)
    set(profile ${BUILD}/training/${source}.gcda)
    file(COPY_FILE ${counted_${source}} ${profile} ONLY_IF_DIFFERENT)
    file(SHA256 ${profile} digest)
    # The digest makes the file change with the profile.
    set(flags "-fprofile-use -fprofile-partial-training -Wno-missing-profile -DNOSTOS_PROFILE=0x${digest}")
  endif()
  file(CONFIGURE OUTPUT ${BUILD}/training/${source}.flags CONTENT "${flags}\n" @ONLY)  # writes only when it differs
endforeach()
file(REMOVE_RECURSE ${counts})
