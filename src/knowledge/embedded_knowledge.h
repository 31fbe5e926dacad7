// SPDX-License-Identifier: Apache-2.0
// Language packs and party tables: everything under data/. The path is relative to data/.
// In order of path. Built into the program; safe from any thread.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace nostos {

std::span<const EmbeddedFile> embedded_knowledge();

}  // namespace nostos
