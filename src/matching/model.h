// SPDX-License-Identifier: Apache-2.0
// Model: what has been learned about how records of one person agree, and how those of two people
// agree by chance. For each field and level: m, its share among pairs of one person, and u, its
// share among pairs of two people (Fellegi and Sunter, 1969). A small text that people can read;
// learned once, it may be given to any number of runs. A plain value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/source_record.h"
#include "matching/level.h"
#include "matching/waterfall.h"

namespace nostos::matching {

struct LevelChances {
  double m = 0;  // among pairs of one person that both say
  double u = 0;  // among pairs of two people that both say
};

struct FieldModel {
  std::string column;
  domain::FieldKind kind = domain::FieldKind::other;
  Measure measure = Measure::text;
  bool rarity = false;               // what is rare weighs more (term frequency)
  std::vector<LevelChances> levels;  // by Level; that of kMissing says how often both say

  Millibits weight(Level level) const;  // 0 for kMissing
};

// One kind of pair of one person: records copied with care, records copied carelessly, … The
// shares of all kinds add up to 1. Fields are independent within a kind, not across them.
struct MatchKind {
  double share = 1;
  std::vector<std::vector<double>> m;  // by field, by level
};

// Two people of whom more agrees than chance would have: one family, one village, one house. What
// is a family's agrees with them, what is a person's own does not.
struct Kin {
  double share = 0;                    // of all pairs of two people
  std::vector<std::vector<double>> u;  // by field, by level; empty = no such people
};

struct CalibrationPoint {
  Millibits weight = 0;  // as added up
  Millibits shown = 0;   // what experience makes of it; straight lines between the points
};

struct Model {
  double prior = 0;  // the probability that two records taken at random are of one person
  std::vector<FieldModel> fields;
  std::vector<MatchKind> kinds;  // empty: one kind, that of the fields' m
  Kin kin;
  Kin initials;                               // one of the two is written by initials
  std::vector<CalibrationPoint> calibration;  // rising; empty: as added up
};

std::string write_model(const Model& model);
// The message of a failure names line and remedy.
Result<Model> parse_model(std::string_view text);

}  // namespace nostos::matching
