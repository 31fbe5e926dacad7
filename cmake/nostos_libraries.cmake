# SPDX-License-Identifier: Apache-2.0
# With NOSTOS_FEW_LIBRARIES programs hold the libraries they use instead of looking for them when they start, which took
# a third of the time that one short report takes (docs/decisions/0009-memory-and-speed.md). Where a library is only
# there to be shared, it is shared.

if(NOSTOS_FEW_LIBRARIES)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)
  add_link_options(-Wl,--as-needed)
endif()

# nostos_held(LIST): names in LIST the form of each library that programs can hold, if there is one.
function(nostos_held list)
  if(NOSTOS_FEW_LIBRARIES AND TARGET fmt::fmt-header-only)
    list(TRANSFORM ${list} REPLACE "^fmt::fmt$" fmt::fmt-header-only)
  endif()
  set(${list} ${${list}} PARENT_SCOPE)
endfunction()
