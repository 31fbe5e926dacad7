// SPDX-License-Identifier: Apache-2.0
// Small phrases that several explanations share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/partial_date.h"
#include "domain/reading.h"
#include "reckoning/time_solver.h"

namespace nostos::reckoning {

std::string ordinal_words(std::int64_t value);  // "49th"
// "2023-08-07", "after 2023-08-07 and before 2024-01-31", "a Thursday", "an unknown day"
std::string day_words(const std::optional<domain::Day>& earliest,
                      const std::optional<domain::Day>& latest, const DayPattern& pattern);
std::string pattern_words(const DayPattern& pattern);      // "a Thursday", "a 31 January"
std::string report_words(const domain::Reading& reading);  // "report A2"
std::string joined(const std::vector<std::string>& items, std::string_view between);
// "1 report", "3 reports"
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace nostos::reckoning
