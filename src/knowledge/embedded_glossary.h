// SPDX-License-Identifier: Apache-2.0
// The words of the field: docs/glossary.md, the one file. Built into the program; safe from any
// thread.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace nostos {

std::span<const EmbeddedFile> embedded_glossary();

}  // namespace nostos
