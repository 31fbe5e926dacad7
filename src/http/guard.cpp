// SPDX-License-Identifier: Apache-2.0
#include "http/guard.h"

#include <algorithm>

namespace nostos::http {

namespace {

// Where lists are sent as they are.
constexpr std::string_view kLists = "/api/lists";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// "127.0.0.1:8080" → "127.0.0.1", "[::1]:8080" → "[::1]".
std::string without_port(const std::string& host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon == std::string::npos || (bracket != std::string::npos && colon < bracket)) return host;
  return host.substr(0, colon);
}

bool is_loopback(const std::string& name) {
  return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

bool changes_something(const std::string& method) { return method != "GET" && method != "HEAD"; }

}  // namespace

std::optional<Refusal> check_framing(unsigned version, const Headers& headers) {
  if (headers.count("Host") != 1) return Refusal{400, "exactly one Host field is needed"};
  if (headers.count("Content-Length") > 1) {
    return Refusal{400, "more than one Content-Length"};
  }
  if (headers.count("Transfer-Encoding") == 0) return std::nullopt;
  if (version < 11) return Refusal{400, "Transfer-Encoding is not part of HTTP/1.0"};
  if (headers.count("Transfer-Encoding") > 1 ||
      lower(headers.get("Transfer-Encoding")) != "chunked") {
    return Refusal{400, "the only Transfer-Encoding is 'chunked'"};
  }
  if (headers.count("Content-Length") > 0) {
    return Refusal{400, "Transfer-Encoding and Content-Length exclude each other"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_origin(const Request& request) {
  const std::string host = lower(request.headers.get("Host"));
  if (!is_loopback(without_port(host))) {
    return Refusal{403,
                   "this bureau answers on 127.0.0.1 and localhost only, not as '" + host + "'"};
  }
  const bool api = request.path.starts_with("/api/");
  const std::string_view site = request.headers.get("Sec-Fetch-Site");
  if ((api || changes_something(request.method)) && !site.empty() && site != "same-origin" &&
      site != "none") {
    return Refusal{403, "another site's page may not use this bureau"};
  }
  if (!changes_something(request.method)) return std::nullopt;
  const std::string origin = lower(request.headers.get("Origin"));
  if (!origin.empty() && origin != "http://" + host) {
    return Refusal{403, "another site's page may not change this bureau"};
  }
  // A form of a foreign page can send text and form data without asking; it cannot send JSON, nor
  // the bytes of a file under this name.
  const std::string type = lower(request.headers.get("Content-Type"));
  if (type == "application/octet-stream" && request.path.starts_with(kLists)) return std::nullopt;
  if (type != "application/json" && !type.starts_with("application/json;")) {
    return Refusal{415, "send application/json"};
  }
  return std::nullopt;
}

}  // namespace nostos::http
