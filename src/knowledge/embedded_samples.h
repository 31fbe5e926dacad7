// SPDX-License-Identifier: Apache-2.0
// The self-written sample reports of samples/, for 'nostos serve --samples'.
// In order of path. Built into the program; safe from any thread.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace nostos {

std::span<const EmbeddedFile> embedded_samples();

}  // namespace nostos
