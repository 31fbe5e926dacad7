// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/shingles.h"
#include "wire/code_points.h"
#include "wire/json_fields.h"
#include "wire/reading_json.h"

namespace nostos::wire {

void Problems::found(std::string_view what) {
  if (any()) return;
  for (const std::string& step : path_) {
    if (step.empty()) continue;
    if (step.front() == '#') {
      first_ += "[" + step.substr(1) + "]";
    } else {
      if (!first_.empty()) first_ += ".";
      first_ += step;
    }
  }
  if (!first_.empty()) first_ += ": ";
  first_ += what;
}

namespace {

using namespace nostos::domain;
using Element = simdjson::dom::element;

class ReadingParser {
 public:
  ReadingParser(Problems& problems, std::string_view text) : problems_(problems), points_(text) {}

  Reading read(const Fields& top) {
    Reading r;
    r.id = top.text("id");
    r.digest = top.text("digest");
    r.url = top.text("url");
    r.outlet = top.text("outlet");
    r.lang = top.text("lang");
    r.rules = top.text("rules");
    if (r.digest.empty()) problems_.found("a reading needs the \"digest\" of its report");
    if (const auto published = top.find("published")) {
      const Place here(problems_, "published");
      const Fields f(*published, problems_);
      r.published.date = date(f);
      r.published.time = f.text("time");
    }
    r.text = top.text("text");
    // Claims first: everything else names them by id.
    r.claims = top.list("claims", [this](Element e) { return claim(e); });
    for (std::size_t i = 0; i < r.claims.size(); ++i) claim_index_.emplace(r.claims[i].id, i);
    for (auto& [breakdown, id] : pending_) breakdown_at(r, breakdown).claim = index_of(id);
    r.events = top.list("events", [this](Element e) { return event(e); });
    r.doubts = top.list("doubts", [this](Element e) { return doubt(e); });
    r.shingles = parse_shingles(top.text("shingles"));
    r.zones = top.list("zones", [this](Element e) { return zone(e); });
    return r;
  }

 private:
  static Breakdown& breakdown_at(Reading& r, std::size_t claim) {
    return *r.claims[claim].breakdown;
  }

  std::size_t index_of(const std::string& id) {
    const auto found = claim_index_.find(id);
    if (found != claim_index_.end()) return found->second;
    problems_.found("claim \"" + id + "\" is not among the reading's claims");
    return 0;
  }

  std::size_t claim_index(const Fields& f) {
    const Place here(problems_, "claim");
    return index_of(f.text("claim"));
  }

  std::optional<Day> day(const Fields& f, std::string_view key) {
    const std::string said = f.text(key);
    if (said.empty()) return std::nullopt;
    const auto value = parse_iso(said);
    if (!value) {
      const Place here(problems_, key);
      problems_.found("\"" + said + "\" is not a day (YYYY-MM-DD)");
    }
    return value;
  }

  PartialDate date(const Fields& f) {
    return {f.text("edtf"), day(f, "earliest"), day(f, "latest"), f.text("basis")};
  }

  PartialDate date_at(const Fields& parent, std::string_view key) {
    const auto element = parent.find(key);
    if (!element) return {};
    const Place here(problems_, key);
    return date(Fields(*element, problems_));
  }

  Span span(const Fields& f) {
    const auto offset = [&](std::string_view key) {
      const std::int64_t value = f.number(key);
      if (value < 0 || value > UINT32_MAX) {
        const Place here(problems_, key);
        problems_.found("an offset between 0 and 4294967295 is expected here");
        return std::uint32_t{0};
      }
      return points_.to_bytes(static_cast<std::uint32_t>(value));
    };
    return {offset("start"), offset("end")};
  }

  Span span_at(const Fields& parent, std::string_view key) {
    const auto element = parent.find(key);
    if (!element) return {};
    const Place here(problems_, key);
    return span(Fields(*element, problems_));
  }

  Quantity quantity(Element element) {
    const Fields f(element, problems_);
    Quantity q;
    // "op" is the text "null" when there is no figure, so an absent op means the same.
    q.op = f.find("op") ? f.word("op", count_op_named) : CountOp::not_stated;
    q.lo = f.maybe_number("lo");
    q.hi = f.maybe_number("hi");
    q.tolerance = f.number("tolerance");
    q.surface = f.text("surface");
    q.basis = f.text("basis") == "derived" ? Basis::derived : Basis::stated;
    q.formula = f.text("formula");
    return q;
  }

  Quantity quantity_at(const Fields& parent, std::string_view key) {
    const auto element = parent.find(key);
    if (!element) return {};
    const Place here(problems_, key);
    return quantity(*element);
  }

  std::vector<Speaker> speakers(const Fields& parent) {
    return parent.list("speaker", [this](Element e) {
      const Fields f(e, problems_);
      return Speaker{f.text("id"),   f.text("name"), f.text("side"),
                     f.text("mode"), f.text("act"),  span_at(f, "span")};
    });
  }

  Part part(Element element) {
    const Fields f(element, problems_);
    Part p;
    p.label = f.text("label");
    p.words = f.text("words");
    p.count = quantity_at(f, "count");
    p.complement = f.yes("complement");
    p.parts = f.list("parts", [this](Element e) { return part(e); });
    return p;
  }

  Breakdown breakdown(const Fields& f) {
    Breakdown b;
    b.dimension = f.text("dimension");
    b.to = f.text("to");
    b.parts = f.list("parts", [this](Element e) { return part(e); });
    b.exhaustive =
        f.find("exhaustive") ? f.word("exhaustive", exhaustive_named) : Exhaustive::unknown;
    b.balance = f.find("balance") ? f.word("balance", balance_named) : Balance::underdetermined;
    b.off_by = f.number("off_by");
    b.note = f.text("note");
    return b;
  }

  std::vector<Slot> slots(const Fields& parent) {
    std::vector<Slot> all;
    const auto element = parent.find("slots");
    if (!element) return all;
    const Place here(problems_, "slots");
    const Fields f(*element, problems_);
    if (!f.there()) return all;
    for (const auto field : f.object()) {
      const std::string slot_name(field.key);
      if (field.value.is_array()) {
        for (std::string& value : f.texts(slot_name)) all.push_back({slot_name, std::move(value)});
      } else {
        all.push_back({slot_name, f.text_of(field.value, slot_name)});
      }
    }
    return all;
  }

  Claim claim(Element element) {
    const Fields f(element, problems_);
    Claim c;
    c.id = f.text("id");
    c.type = f.word("type", claim_type_named);
    c.event = f.text("event");
    c.spans = f.list("spans", [this](Element e) { return span(Fields(e, problems_)); });
    c.zone = f.text("zone");
    c.speakers = speakers(f);
    c.modality = f.word("modality", modality_named);
    c.polarity = f.word("polarity", polarity_named);
    c.state = f.word("state", claim_state_named);
    c.rule = f.text("rule");
    c.count = quantity_at(f, "count");
    c.to = f.text("to");
    c.from = f.text("from");
    c.population = f.text("population");
    if (const auto parts = f.find("breakdown")) {
      const Place here(problems_, "breakdown");
      const Fields b(*parts, problems_);
      c.breakdown = breakdown(b);
      pending_.emplace_back(claims_seen_, b.text("claim"));
    }
    if (f.find("date")) c.date = date_at(f, "date");
    c.slots = slots(f);
    c.about = f.text("about");
    ++claims_seen_;
    return c;
  }

  Leg leg(Element element) {
    const Fields f(element, problems_);
    Leg l;
    l.to = f.text("to");
    l.from = f.text("from");
    l.count = quantity_at(f, "count");
    l.population = f.text("population");
    l.population_words = f.text("population_words");
    l.speakers = speakers(f);
    l.modality = f.word("modality", modality_named);
    l.polarity = f.word("polarity", polarity_named);
    l.allocation = f.texts("allocation");
    l.scope = f.text("scope");
    l.claim = claim_index(f);
    return l;
  }

  std::vector<Involved> involved(const Fields& parent, std::string_view key) {
    return parent.list(key, [this](Element e) {
      const Fields f(e, problems_);
      return Involved{f.text("id"), f.text("name"), claim_index(f)};
    });
  }

  RunningTotal running_total(Element element) {
    const Fields f(element, problems_);
    return {f.text("side"), quantity_at(f, "count"), f.text("population_words"),
            speakers(f),    f.text("since"),         claim_index(f)};
  }

  Event event(Element element) {
    const Fields f(element, problems_);
    Event e;
    e.id = f.text("id");
    e.type = f.word("type", event_type_named);
    e.status = f.word("status", event_status_named);
    e.role = f.word("role", event_role_named);
    e.date = date_at(f, "date");
    e.sides = f.texts("sides");
    e.legs = f.list("legs", [this](Element l) { return leg(l); });
    e.ordinals = f.list("ordinals", [this](Element o) {
      const Fields of(o, problems_);
      return Ordinal{of.number("value"), of.text("scope"), of.text("ns"), claim_index(of)};
    });
    e.breakdowns = f.list("breakdowns", [this](Element b) {
      const Fields bf(b, problems_);
      Breakdown value = breakdown(bf);
      value.claim = claim_index(bf);
      return value;
    });
    e.places = f.list("places", [this](Element p) {
      const Fields pf(p, problems_);
      return PlaceMention{pf.text("id"), pf.text("name"), pf.text("role"), claim_index(pf)};
    });
    e.health = f.list("health", [this](Element h) {
      const Fields hf(h, problems_);
      return HealthNote{hf.text("what"), quantity_at(hf, "count"), claim_index(hf)};
    });
    e.mediators = involved(f, "mediators");
    e.intermediaries = involved(f, "intermediaries");
    e.cumulative = f.list("cumulative", [this](Element t) { return running_total(t); });
    if (f.find("both_sides_total")) e.both_sides_total = quantity_at(f, "both_sides_total");
    e.previous = f.text("previous");
    e.stage = f.text("stage");
    e.parent = f.text("parent");
    e.claims = f.list("claims", [this, &f](Element c) { return index_of(f.text_of(c, "")); });
    if (f.find("weekday")) e.weekday = f.word("weekday", weekday_named);
    return e;
  }

  Doubt doubt(Element element) {
    const Fields f(element, problems_);
    return {f.text("kind"), span_at(f, "span"), f.text("reason")};
  }

  Zone zone(Element element) {
    const Fields f(element, problems_);
    return {span(f), f.text("kind")};
  }

  Problems& problems_;
  CodePoints points_;
  std::size_t claims_seen_ = 0;
  std::vector<std::pair<std::size_t, std::string>> pending_;  // breakdowns of claims, to be tied
  std::unordered_map<std::string, std::size_t> claim_index_;
};

}  // namespace

Result<Reading> parse_reading(std::string_view json) {
  thread_local simdjson::dom::parser parser;
  Element element;
  const simdjson::error_code bad = parser.parse(json.data(), json.size()).get(element);
  if (bad != simdjson::SUCCESS) {
    return fail(Fault::invalid_input,
                std::string("this is not JSON: ") + simdjson::error_message(bad));
  }
  Problems problems;
  const Fields top(element, problems);
  std::string_view text;
  if (const auto found = top.find("text"); found && found->get(text) != simdjson::SUCCESS)
    text = {};
  Reading reading = ReadingParser(problems, text).read(top);
  if (problems.any()) return fail(Fault::invalid_input, "not a reading: " + problems.first());
  return reading;
}

}  // namespace nostos::wire
