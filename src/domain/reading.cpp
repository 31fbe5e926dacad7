// SPDX-License-Identifier: Apache-2.0
#include "domain/reading.h"

#include <algorithm>
#include <array>

namespace nostos::domain {
namespace {

constexpr std::array<std::string_view, 3> kTypes = {"exchange", "release",
                                                    "repatriation of bodies"};
constexpr std::array<std::string_view, 6> kStatuses = {"completed", "in progress", "planned",
                                                       "postponed", "cancelled",   "denied"};
constexpr std::array<std::string_view, 4> kRoles = {"main", "background", "previous",
                                                    "parent deal"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(EventType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view name(EventStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }
std::string_view name(EventRole role) { return kRoles[static_cast<std::size_t>(role)]; }
std::optional<EventType> event_type_named(std::string_view n) { return find<EventType>(kTypes, n); }
std::optional<EventStatus> event_status_named(std::string_view n) {
  return find<EventStatus>(kStatuses, n);
}
std::optional<EventRole> event_role_named(std::string_view n) { return find<EventRole>(kRoles, n); }

}  // namespace nostos::domain
