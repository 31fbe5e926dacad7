// SPDX-License-Identifier: Apache-2.0
#include "finding/weights.h"

#include <algorithm>

namespace nostos::finding {
namespace {

using domain::FieldKind;
using matching::FieldModel;
using matching::Level;

// Never quite 0 or 1: what was not met while learning is not impossible.
double share(const FieldModel& field, Level level, double otherwise) {
  if (level >= field.levels.size()) return otherwise;
  return std::clamp(field.levels[level].m, 0.001, 0.999);
}

void take_names(const FieldModel& field, NameShares& to) {
  namespace from = matching::name_level;
  const auto set = [&](NameLevel level, Level learned) {
    double& value = to[static_cast<std::size_t>(level)];
    value = share(field, learned, value);
  };
  set(NameLevel::exact, matching::kExact);
  set(NameLevel::spelling, from::same_name);
  set(NameLevel::same_name, from::same_name);
  set(NameLevel::one_edit, from::one_edit);
  set(NameLevel::two_edits, from::close);
  set(NameLevel::different, from::different);
}

void take_dates(const FieldModel& field, Weights& to) {
  namespace from = matching::date_level;
  const auto set = [&](DateLevel level, Level learned) {
    double& value = to.date[static_cast<std::size_t>(level)];
    value = share(field, learned, value);
  };
  set(DateLevel::exact, matching::kExact);
  set(DateLevel::turned, from::turned);
  set(DateLevel::near_year, from::near_year);
  set(DateLevel::one_digit, from::one_digit);
  set(DateLevel::year, from::year);
  set(DateLevel::close_year, from::close_year);
  set(DateLevel::different, from::different);
}

}  // namespace

Weights learned_weights(const matching::Model& model) {
  Weights out;
  for (const FieldModel& field : model.fields) {
    if (field.measure == matching::Measure::name) {
      if (field.kind == FieldKind::surname) take_names(field, out.surname);
      if (field.kind == FieldKind::given_name) take_names(field, out.given);
      if (field.kind == FieldKind::patronymic) take_names(field, out.patronymic);
    }
    if (field.kind == FieldKind::birth_date && field.measure == matching::Measure::date)
      take_dates(field, out);
  }
  out.calibration = model.calibration;
  return out;
}

matching::Millibits calibration_step(const Weights& weights, matching::Millibits total) {
  const auto& points = weights.calibration;
  if (points.empty()) return 0;
  if (total <= points.front().weight) return points.front().shown - points.front().weight;
  if (total >= points.back().weight) return points.back().shown - points.back().weight;
  const auto after =
      std::ranges::upper_bound(points, total, {}, &matching::CalibrationPoint::weight);
  const auto before = after - 1;
  const std::int64_t along = std::int64_t{total} - before->weight;
  const std::int64_t rise = std::int64_t{after->shown} - before->shown;
  const std::int64_t run = std::int64_t{after->weight} - before->weight;
  return static_cast<matching::Millibits>(before->shown + along * rise / run - total);
}

}  // namespace nostos::finding
