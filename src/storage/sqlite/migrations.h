// SPDX-License-Identifier: Apache-2.0
// The steps that make and change the tables, in order of path ("001_ledger.sql"). A step that was
// released is never edited: its SHA-256 is recorded in every bureau it was applied to.
#pragma once

#include <span>

#include "base/embedded_file.h"

namespace nostos {

std::span<const EmbeddedFile> sqlite_migrations();

}  // namespace nostos
