// SPDX-License-Identifier: Apache-2.0
// Failures as HTTP: one table, fault → status. The body is the same for all:
// {error:{fault,message}}.
#pragma once

#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace nostos::http {

unsigned status_of(Fault fault);
std::string_view name(Fault fault);
Response error_response(const Error& error);
// For refusals that HTTP itself has a status for (405, 413, …).
Response error_response(unsigned status, Fault fault, std::string_view message);

}  // namespace nostos::http
