// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/shingles.h"
#include "wire/code_points.h"
#include "wire/reading_json.h"
#include "wire/value_writer.h"

namespace nostos::wire {
namespace {

using namespace nostos::domain;

class ReadingWriter {
 public:
  ReadingWriter(JsonWriter& json, const Reading& reading)
      : json_(json), reading_(reading), points_(reading.text) {}

  void write(WithText with_text) {
    json_.begin_object();
    json_.field("id", reading_.id).field("digest", reading_.digest).field("lang", reading_.lang);
    write_text_or_null(json_, "url", reading_.url);
    write_text_or_null(json_, "outlet", reading_.outlet);
    json_.field("rules", reading_.rules).key("published");
    write_published(json_, reading_.published);
    list("events", reading_.events, [this](const Event& e) { event(e); });
    list("claims", reading_.claims, [this](const Claim& c) { claim(c); });
    list("doubts", reading_.doubts, [this](const Doubt& d) { doubt(d); });
    json_.field("shingles", shingles_text(reading_.shingles));
    if (with_text == WithText::yes) {
      json_.field("text", reading_.text);
      list("zones", reading_.zones, [this](const Zone& z) { zone(z); });
    }
    json_.end_object();
  }

  void claim(const Claim& c) {
    json_.begin_object().field("id", c.id).field("type", name(c.type));
    write_text_or_null(json_, "event", c.event);
    json_.key("span");
    span(c.spans.empty() ? Span{} : c.spans.front());
    list("spans", c.spans, [this](const Span& s) { span(s); });
    json_.field("zone", c.zone);
    speakers(c.speakers);
    json_.field("modality", name(c.modality)).field("polarity", name(c.polarity));
    json_.field("state", name(c.state)).field("rule", c.rule).key("count");
    if (c.count == Quantity{}) {
      json_.null();
    } else {
      write_quantity(json_, c.count);
    }
    write_text_or_null(json_, "to", c.to);
    write_text_or_null(json_, "from", c.from);
    write_text_or_null(json_, "population", c.population);
    json_.key("breakdown");
    if (c.breakdown) {
      breakdown(*c.breakdown);
    } else {
      json_.null();
    }
    json_.key("date");
    if (c.date) {
      write_date(json_, *c.date);
    } else {
      json_.null();
    }
    slots(c.slots);
    write_text_or_null(json_, "about", c.about);
    json_.end_object();
  }

 private:
  template <class T, class WriteOne>
  void list(const JsonKey& key, const std::vector<T>& items, WriteOne write_one) {
    json_.key(key).begin_array();
    for (const T& item : items) write_one(item);
    json_.end_array();
  }

  void strings(const JsonKey& key, const std::vector<std::string>& items) {
    list(key, items, [this](const std::string& item) { json_.value(item); });
  }

  void span(const Span& s) { span(json_, s); }
  void span(JsonWriter& json, const Span& s) {
    const auto size = static_cast<std::uint32_t>(reading_.text.size());
    const std::uint32_t start = std::min(s.start, size);
    const std::uint32_t end = std::clamp(s.end, start, size);
    json.begin_object().field("start", std::int64_t{points_.from_bytes(s.start)});
    json.field("end", std::int64_t{points_.from_bytes(s.end)});
    json.field("text", std::string_view(reading_.text).substr(start, end - start)).end_object();
  }

  void claim_id(std::size_t index) {
    json_.key("claim");
    if (index < reading_.claims.size()) {
      json_.value(reading_.claims[index].id);
    } else {
      json_.null();
    }
  }

  // Whatever is said in one breath shares its chain, which is put into words once.
  void speakers(const Speakers& chain) {
    json_.key("speaker");
    const std::size_t last = std::min(next_chain_, chains_.size());
    for (std::size_t i = 0; i < last; ++i) {
      if (chains_[i].chain->shares(chain)) {
        json_.raw(chains_[i].json);
        return;
      }
    }
    ChainWritten& fresh = chains_[next_chain_++ % chains_.size()];
    fresh.chain = &chain;
    fresh.json.clear();
    {
      JsonWriter inner(fresh.json);
      write_chain(inner, chain);
    }
    json_.raw(fresh.json);
  }

  void write_chain(JsonWriter& json, const Speakers& chain) {
    json.begin_array();
    for (const Speaker& s : chain) {
      json.begin_object();
      write_text_or_null(json, "id", s.id);
      json.field("name", s.name);
      write_text_or_null(json, "side", s.side);
      json.field("mode", s.mode).field("act", s.act).key("span");
      span(json, s.span);
      json.end_object();
    }
    json.end_array();
  }

  void breakdown(const Breakdown& b) {
    json_.begin_object();
    write_breakdown_fields(json_, b);
    claim_id(b.claim);
    json_.end_object();
  }

  // A name that comes once has its value; a name that comes again has all its values in a list.
  void slots(const std::vector<Slot>& all) {
    json_.key("slots").begin_object();
    for (auto slot = all.begin(); slot != all.end(); ++slot) {
      const auto same_name = [&](const Slot& other) { return other.name == slot->name; };
      if (std::any_of(all.begin(), slot, same_name)) continue;
      json_.text_key(slot->name);
      if (std::none_of(slot + 1, all.end(), same_name)) {
        json_.value(slot->value);
        continue;
      }
      json_.begin_array();
      for (auto other = slot; other != all.end(); ++other) {
        if (same_name(*other)) json_.value(other->value);
      }
      json_.end_array();
    }
    json_.end_object();
  }

  void leg(const Leg& l) {
    json_.begin_object();
    write_text_or_null(json_, "to", l.to);
    write_text_or_null(json_, "from", l.from);
    json_.key("count");
    write_quantity(json_, l.count);
    json_.field("population", l.population).field("population_words", l.population_words);
    speakers(l.speakers);
    json_.field("modality", name(l.modality)).field("polarity", name(l.polarity));
    strings("allocation", l.allocation);
    write_text_or_null(json_, "scope", l.scope);
    claim_id(l.claim);
    json_.end_object();
  }

  void ordinal(const Ordinal& o) {
    json_.begin_object().field("value", o.value).field("scope", o.scope);
    write_text_or_null(json_, "ns", o.ns);
    claim_id(o.claim);
    json_.end_object();
  }

  // The ordinal a reader would repeat: the war-wide one when there is one.
  void first_ordinal(const std::vector<Ordinal>& all) {
    json_.key("ordinal");
    if (all.empty()) {
      json_.null();
      return;
    }
    const auto war = std::ranges::find(all, "war", &Ordinal::scope);
    ordinal(war == all.end() ? all.front() : *war);
  }

  void involved(const JsonKey& key, const std::vector<Involved>& all) {
    list(key, all, [this](const Involved& i) {
      json_.begin_object();
      write_text_or_null(json_, "id", i.id);
      json_.field("name", i.name);
      claim_id(i.claim);
      json_.end_object();
    });
  }

  void place(const PlaceMention& p) {
    json_.begin_object();
    write_text_or_null(json_, "id", p.id);
    json_.field("name", p.name).field("role", p.role);
    claim_id(p.claim);
    json_.end_object();
  }

  void health(const HealthNote& h) {
    json_.begin_object().field("what", h.what).key("count");
    write_quantity(json_, h.count);
    claim_id(h.claim);
    json_.end_object();
  }

  void running_total(const RunningTotal& t) {
    json_.begin_object();
    write_text_or_null(json_, "side", t.side);
    json_.key("count");
    write_quantity(json_, t.count);
    json_.field("population_words", t.population_words);
    speakers(t.speakers);
    write_text_or_null(json_, "since", t.since);
    claim_id(t.claim);
    json_.end_object();
  }

  void event(const Event& e) {
    json_.begin_object().field("id", e.id).field("type", name(e.type));
    json_.field("status", name(e.status)).field("role", name(e.role)).key("date");
    write_date(json_, e.date);
    strings("sides", e.sides);
    list("legs", e.legs, [this](const Leg& l) { leg(l); });
    first_ordinal(e.ordinals);
    list("ordinals", e.ordinals, [this](const Ordinal& o) { ordinal(o); });
    list("breakdowns", e.breakdowns, [this](const Breakdown& b) { breakdown(b); });
    list("places", e.places, [this](const PlaceMention& p) { place(p); });
    list("health", e.health, [this](const HealthNote& h) { health(h); });
    involved("mediators", e.mediators);
    involved("intermediaries", e.intermediaries);
    list("cumulative", e.cumulative, [this](const RunningTotal& t) { running_total(t); });
    json_.key("both_sides_total");
    if (e.both_sides_total) {
      write_quantity(json_, *e.both_sides_total);
    } else {
      json_.null();
    }
    write_text_or_null(json_, "previous", e.previous);
    write_text_or_null(json_, "stage", e.stage);
    write_text_or_null(json_, "parent", e.parent);
    json_.key("claims").begin_array();
    for (const std::size_t index : e.claims) {
      if (index < reading_.claims.size()) json_.value(reading_.claims[index].id);
    }
    json_.end_array().key("weekday");
    if (e.weekday) {
      json_.value(name(*e.weekday));
    } else {
      json_.null();
    }
    json_.end_object();
  }

  void doubt(const Doubt& d) {
    json_.begin_object().field("kind", d.kind).key("span");
    span(d.span);
    json_.field("reason", d.reason).end_object();
  }

  void zone(const Zone& z) {
    json_.begin_object().field("start", std::int64_t{points_.from_bytes(z.span.start)});
    json_.field("end", std::int64_t{points_.from_bytes(z.span.end)});
    json_.field("kind", z.kind).end_object();
  }

  struct ChainWritten {
    const Speakers* chain = nullptr;  // of the reading
    std::string json;
  };

  JsonWriter& json_;
  const Reading& reading_;
  CodePoints points_;
  std::array<ChainWritten, 16> chains_;  // the last ones, so that looking for one costs little
  std::size_t next_chain_ = 0;           // how many were written; the next takes the oldest's place
};

}  // namespace

void write_reading(JsonWriter& json, const Reading& reading, WithText with_text) {
  ReadingWriter(json, reading).write(with_text);
}

std::string reading_json(const Reading& reading, WithText with_text) {
  std::string out;
  // A claim and what the events tell of it are about so long.
  out.reserve(1024 + 1400 * reading.claims.size());
  JsonWriter json(out);
  write_reading(json, reading, with_text);
  return out;
}

void write_claim(JsonWriter& json, const Reading& reading, const Claim& claim) {
  ReadingWriter(json, reading).claim(claim);
}

}  // namespace nostos::wire
