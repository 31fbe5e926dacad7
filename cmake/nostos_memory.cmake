# SPDX-License-Identifier: Apache-2.0
# Readings are many small strings, and their memory is a good part of the time it takes to read
# (docs/decisions/0009-memory-and-speed.md). Sanitizers bring their own allocator.
function(nostos_memory program)
  if(NOSTOS_MIMALLOC)
    find_package(mimalloc REQUIRED)
    # Nothing of it is called by name, so the linker is told to keep it.
    target_link_libraries(${program} PRIVATE
        -Wl,--push-state,--no-as-needed mimalloc -Wl,--pop-state)
  endif()
endfunction()
