// SPDX-License-Identifier: Apache-2.0
// The web pages of web/dist; empty when they were not built.
// In order of path. Built into the program; safe from any thread.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace nostos {

std::span<const EmbeddedFile> embedded_pages();

}  // namespace nostos
