// SPDX-License-Identifier: Apache-2.0
// Timeline: the days of all events and of the reports that state none, solved together. Builds the
// time network from what the reports say and tells in words why a day is where it is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/exchange_view.h"
#include "reckoning/coreference.h"
#include "reckoning/mention.h"
#include "reckoning/time_solver.h"
#include "reckoning/undated_reports.h"

namespace nostos::reckoning {

// A bound of its day that a member of an event states.
struct SaidBound {
  enum class Kind : std::uint8_t { low, high, pattern, published };
  Kind kind = Kind::low;
  MentionId mention = 0;
  domain::Day day = 0;
  DayPattern pattern;
};

// Two exchanges of one list with nothing known in between.
struct Adjacent {
  EventId earlier = 0;
  EventId later = 0;
  // Why: "report A3 names it so", or the two ordinals.
  std::optional<MentionId> told_by = {};  // the mention that names the earlier one as previous
  std::int64_t ordinal = 0;  // of the later one, when consecutive ordinals make them adjacent
  std::string ns = {};
  bool holds = true;  // false when a known exchange lies in between after all
};

// What can be said of when a report was published. Many reports of one event share it: where their
// own name stands, it has kTheReport.
struct ReportBounds {
  std::optional<domain::Day> earliest;
  std::optional<domain::Day> latest;
  std::vector<std::string> proof;
  bool operator==(const ReportBounds&) const = default;
};
inline constexpr char kTheReport = '\x01';
domain::ReportDate report_date(const domain::Reading& reading, const ReportBounds& bounds);

class Timeline {
 public:
  Timeline(const std::vector<const domain::Reading*>& readings,
           const std::vector<Mention>& mentions, const Coreference& coreference,
           const Options& options, UndatedReports& undated);

  std::optional<domain::Day> earliest(EventId event) const;
  std::optional<domain::Day> latest(EventId event) const;
  const std::vector<Adjacent>& adjacent() const { return adjacent_; }

  // How an event is called in explanations: "E5".
  using NameOf = std::function<std::string(EventId)>;
  std::vector<std::string> proof(EventId event, const NameOf& name_of) const;

  // Why its day is not before and not after its bounds, the last step of each only.
  std::string bounds_words(EventId event, const NameOf& name_of) const;

  // "one day before E2", for events whose day is open but whose distance from another is not.
  std::string relation(EventId event, const NameOf& name_of) const;

  struct Contradiction {
    std::vector<std::string> statements;  // in words, each from one report
    std::string given_up;                 // the statement that was left out
    std::vector<EventId> events;
    std::vector<domain::ClaimRef> claims;
    Strength strength = Strength::stated;
  };
  std::vector<Contradiction> contradictions(const NameOf& name_of) const;

  // Numbers from which the bounds of a kind of report follow: equal numbers, equal words. Nothing
  // where that cannot be told without the words. `number_of`: a number for the name of an event.
  using Print = std::vector<std::uint64_t>;
  std::optional<Print> report_print(std::size_t kind,
                                    const std::function<std::uint64_t(EventId)>& number_of) const;
  // Bounds of the reports without a date of their own, by kind; and the kind of each of them.
  std::size_t kinds() const { return report_of_var_.size(); }
  ReportBounds report_bounds(std::size_t kind, const NameOf& name_of) const;
  const std::vector<std::uint32_t>& kind_of_report() const { return kind_of_report_; }

 private:
  void add_ordinal_claims(std::set<domain::ClaimRef>& claims, EventId event, std::int64_t value,
                          const std::string& ns) const;
  // What one rule of the network rests on.
  struct Note {
    enum class Kind {
      said_bound,    // a report states the day, or bounds of it
      said_pattern,  // … a weekday or a day of the year
      published,     // told as done by a report of that day
      previous,      // named as the exchange before
      in_a_week,     // … within a week
      ordinals,      // n-th before m-th
      totals,        // smaller running total before larger
      adjacent,
      report_after_event,
      report_after_claim,
      report_bound,
      recency,
    };
    Kind kind = Kind::said_bound;
    std::optional<MentionId> mention = {};
    std::optional<std::uint32_t> reading = {};
    std::optional<std::size_t> claim = {};
    std::int64_t first = 0;  // ordinals or totals
    std::int64_t second = 0;
    std::string ns = {};
  };
  void add_events();
  void say_bounds(EventId event, EventWork& work) const;
  void add_bound(Var var, const SaidBound& said);
  void add_order();
  void add_ordinals();
  void add_counters();
  void add_reports(UndatedReports& undated);
  void add_report(const UndatedReport& report);
  void add_adjacent(Adjacent pair);
  Verdict told_apart(EventId a, EventId b,
                     Coreference::Explain explain = Coreference::Explain::no) const;
  std::uint32_t note(Note note);
  std::string rule_words(RuleId rule, const NameOf& name_of) const;
  std::string step_words(const TimeStep& step, const NameOf& name_of) const;
  std::string var_words(Var var, const NameOf& name_of) const;
  std::vector<std::string> proof_of(Var var, const NameOf& name_of) const;

  const std::vector<const domain::Reading*>& readings_;
  const std::vector<Mention>& mentions_;
  const Coreference& coreference_;
  Options options_;
  TimeNetwork network_;
  std::vector<Note> notes_;
  std::vector<EventId> event_of_var_;
  std::unordered_map<EventId, Var> var_of_event_;
  std::vector<std::uint32_t> report_of_var_;   // parallel to the tail of the vars
  std::vector<std::uint32_t> kind_of_report_;  // by undated report: into report_of_var_
  std::vector<Adjacent> adjacent_;
  std::set<std::pair<EventId, EventId>> adjacent_pairs_;
  std::unordered_map<Var, std::vector<RuleId>> distances_;  // rules with a least and a most
  TimeSolution solution_;
  mutable std::optional<Var> told_as_;  // the report whose name is left open
};

}  // namespace nostos::reckoning
