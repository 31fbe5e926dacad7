// SPDX-License-Identifier: Apache-2.0
// Request and Response: what a handler sees of HTTP. Nothing here, and nothing above, knows the
// library behind the server.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nostos::http {

// Fields in the order they came, names as written; look-up ignores case.
class Headers {
 public:
  Headers& add(std::string name, std::string value);
  // The first field of that name, empty when there is none.
  std::string_view get(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  std::string method;                                      // "GET"
  std::string path;                                        // decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  Headers headers;
  std::string body;

  std::optional<std::string> parameter(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  Headers headers;
  // The bytes, and who keeps them alive; no owner: they live as long as the program.
  std::string_view body;
  std::shared_ptr<const std::string> owner;

  static Response of(unsigned status, std::string content_type, std::string body);
  static Response unowned(unsigned status, std::string content_type, std::string_view body);
};

}  // namespace nostos::http
