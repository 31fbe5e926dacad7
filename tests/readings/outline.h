// SPDX-License-Identifier: Apache-2.0
// outline: a reading as text that a person can review line by line, and that changes when, and only
// when, something changes that a user would see. The form of tests/readings/<lang>/*.outline.
#pragma once

#include <string>

#include "domain/reading.h"

namespace nostos::readings {

std::string outline(const domain::Reading& reading);
std::string outline(const domain::Event& event);

}  // namespace nostos::readings
