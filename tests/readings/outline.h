// SPDX-License-Identifier: Apache-2.0
// outline: a reading as text that a person can review line by line, and that changes when, and only
// when, something changes that a user would see. Without the claims it is the form
// of tests/readings/<lang>/*.reading.
#pragma once

#include <string>

#include "domain/reading.h"

namespace nostos::readings {

std::string outline(const domain::Reading& reading);  // events, then every claim and doubt
std::string events_and_doubts(const domain::Reading& reading);
std::string outline(const domain::Event& event);

}  // namespace nostos::readings
