# SPDX-License-Identifier: Apache-2.0
# Readings are many small strings, and a program that reads texts spends a fifth of its time on
# their memory with the allocator of the C library. Sanitizers bring their own.
function(nostos_memory program)
  if(NOSTOS_MIMALLOC)
    find_package(mimalloc REQUIRED)
    # Nothing of it is called by name, so the linker is told to keep it.
    target_link_libraries(${program} PRIVATE
        -Wl,--push-state,--no-as-needed mimalloc -Wl,--pop-state)
  endif()
endfunction()
