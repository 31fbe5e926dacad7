// SPDX-License-Identifier: Apache-2.0
// StrongId<Tag>: a string id that cannot be mixed up with another kind of id.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace nostos {

template <class Tag>
class StrongId {
 public:
  StrongId() = default;
  explicit StrongId(std::string value) : value_(std::move(value)) {}
  const std::string& value() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const StrongId&) const = default;

 private:
  std::string value_;
};

}  // namespace nostos

template <class Tag>
struct std::hash<nostos::StrongId<Tag>> {
  std::size_t operator()(const nostos::StrongId<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value());
  }
};
