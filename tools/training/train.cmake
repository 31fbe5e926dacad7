# SPDX-License-Identifier: Apache-2.0
# Run by the build, with -D PROGRAM, ROOT, BUILD, COUNTED and LIST. Lets the training program read, puts what each
# source counted beside the object it is for, and writes the flags that source is compiled with. What has not changed
# is not touched, so that only what came out otherwise is compiled again. A training that fails leaves the flags empty.

file(STRINGS ${LIST} trained)
set(counts ${BUILD}/training/counts)
file(REMOVE_RECURSE ${counts})
set(ENV{GCOV_PREFIX} ${counts})
execute_process(COMMAND ${PROGRAM} ${ROOT} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
string(STRIP "${said}" said)
set(missing "")
foreach(source IN LISTS trained)
  if(status EQUAL 0 AND NOT EXISTS ${counts}${COUNTED}/__/__/src/${source}.gcda)
    list(APPEND missing ${source})
  endif()
endforeach()
if(NOT status EQUAL 0 OR missing)
  if(missing)
    set(said "nothing was counted for ${missing}")
  endif()
  message("Training failed (${status}): ${said}\nThe build goes on without it: the program does the same, "
          "and reads a tenth slower.")
endif()

foreach(source IN LISTS trained)
  string(REGEX MATCH "^[^/]+" module ${source})
  string(REPLACE "${module}/" "" inside ${source})
  set(flags "")
  if(status EQUAL 0 AND NOT missing)
    set(profile ${BUILD}/src/${module}/CMakeFiles/nostos_${module}.dir/${inside}.gcda)
    file(COPY_FILE ${counts}${COUNTED}/__/__/src/${source}.gcda ${profile} ONLY_IF_DIFFERENT)
    file(SHA256 ${profile} digest)
    # The digest makes the file change with the profile.
    set(flags "-fprofile-use -fprofile-partial-training -Wno-missing-profile -DNOSTOS_PROFILE=0x${digest}")
  endif()
  file(CONFIGURE OUTPUT ${BUILD}/training/${source}.flags CONTENT "${flags}\n" @ONLY)  # writes only when it differs
endforeach()
if(status EQUAL 0 AND NOT missing)
  message("${said}")
endif()
file(REMOVE_RECURSE ${counts})
