// SPDX-License-Identifier: Apache-2.0
// The level of two values, by the measure of their field. Both values say something. Symmetric,
// pure, safe from any thread.
#pragma once

#include "matching/level.h"
#include "matching/spelling.h"

namespace nostos::matching {

Level compare_names(const Spelling& a, const Spelling& b);
Level compare_texts(const Spelling& a, const Spelling& b);
Level compare_numbers(const Spelling& a, const Spelling& b);
Level compare_categories(const Spelling& a, const Spelling& b);
Level compare_ages(int a, int b);
// Any of the above but dates and ages.
Level compare_spellings(Measure measure, const Spelling& a, const Spelling& b);

// True when the signatures and lengths alone show that the level is "different", for a measure of
// spellings. Never true for spellings that compare otherwise.
bool surely_different(Measure measure, std::uint64_t signature_a, std::size_t length_a,
                      std::uint64_t signature_b, std::size_t length_b);

}  // namespace nostos::matching
