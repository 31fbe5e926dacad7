// SPDX-License-Identifier: Apache-2.0
// Entry check: what the id and the features of a row must be for the classes that the reader
// reckons with: numbers, months, hedges. Used when a pack is read and when it is checked. Pure.
#pragma once

#include <optional>
#include <string>

#include "language/table.h"

namespace nostos::reading {

// What is wrong with the row and what to write instead; nothing when it is in order. The row has
// the four cells of an entry: class, id, features, forms.
std::optional<std::string> fault_of_entry(const language::Row& row);

}  // namespace nostos::reading
