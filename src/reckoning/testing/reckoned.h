// SPDX-License-Identifier: Apache-2.0
// ReckonedReports: a reckoning with its readings at hand, asked in the words of tests: "E5",
// "A2#e1".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "domain/exchange_view.h"
#include "domain/reading.h"

namespace nostos::testing {

class ReckonedReports {
 public:
  domain::Reckoning reckoning;

  ReckonedReports(domain::Reckoning made, const std::vector<domain::Reading>& readings)
      : reckoning(std::move(made)) {
    for (const auto& reading : readings) name_of_[reading.digest] = reading.id;
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const auto& e : reckoning.exchanges) all.push_back(e.id);
    return all;
  }

  const domain::ExchangeView& exchange(std::string_view id) const {
    for (const auto& e : reckoning.exchanges) {
      if (e.id == id) return e;
    }
    NOSTOS_CHECK(false, "the test names an exchange that is there");
    return reckoning.exchanges.front();
  }

  // "A2#e1"
  std::string member_name(const std::string& key) const {
    const std::size_t hash = key.find('#');
    return name_of_.at(key.substr(0, hash)) + key.substr(hash);
  }

  std::vector<std::string> members_of(std::string_view id) const {
    std::vector<std::string> all;
    for (const std::string& key : exchange(id).members) all.push_back(member_name(key));
    return all;
  }

  // The exchange that a report's event joined.
  std::string joined_by(std::string_view member) const {
    for (const auto& e : reckoning.exchanges) {
      for (const std::string& key : e.members) {
        if (member_name(key) == member) return e.id;
      }
    }
    return {};
  }

  std::string window(std::string_view id) const {
    const domain::PartialDate& date = exchange(id).date;
    return (date.earliest ? domain::iso(*date.earliest) : "") + ".." +
           (date.latest ? domain::iso(*date.latest) : "");
  }
  std::string window_of_member(std::string_view member) const { return window(joined_by(member)); }

  const domain::LegView& leg(std::string_view id, std::string_view to) const {
    for (const auto& leg : exchange(id).legs) {
      if (leg.to == to && leg.scope.empty()) return leg;
    }
    NOSTOS_CHECK(false, "the test names a leg that is there");
    return exchange(id).legs.front();
  }

  std::int64_t ordinal(std::string_view id) const {
    for (const auto& o : exchange(id).ordinals) {
      if (o.scope == "war") return o.value.best.value_or(0);
    }
    return 0;
  }

  const domain::JudgementEdge* edge(std::string_view a, std::string_view b) const {
    for (const auto& edge : reckoning.edges) {
      const std::string x = joined_by(member_name(edge.a));
      const std::string y = joined_by(member_name(edge.b));
      if ((x == a && y == b) || (x == b && y == a)) return &edge;
    }
    return nullptr;
  }

  std::vector<const domain::Finding*> findings(std::string_view audit) const {
    std::vector<const domain::Finding*> all;
    for (const auto& finding : reckoning.findings) {
      if (finding.audit == audit) all.push_back(&finding);
    }
    return all;
  }

 private:
  std::map<std::string, std::string> name_of_;
};

}  // namespace nostos::testing
