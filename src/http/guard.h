// SPDX-License-Identifier: Apache-2.0
// Guards: what is refused before any handler sees it. Pure.
//
// Framing: requests whose end two programs could see in different places (request smuggling).
// Origin: requests that a foreign page makes a browser send (cross-site posts, DNS rebinding).
#pragma once

#include <optional>
#include <string>

#include "http/message.h"

namespace nostos::http {

struct Refusal {
  unsigned status = 400;
  std::string message;
};

// `version` is 10 for HTTP/1.0 and 11 for HTTP/1.1. After a refusal the connection must be closed.
std::optional<Refusal> check_framing(unsigned version, const Headers& headers);

// The server listens on loopback only; a Host that is no name of this machine's loopback address
// came through a foreign name server.
std::optional<Refusal> check_origin(const Request& request);

}  // namespace nostos::http
