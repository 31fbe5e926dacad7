// SPDX-License-Identifier: Apache-2.0
// Assembler: frames of all sentences → claims, events, doubts. It resolves who came to whom, which
// event a sentence is about, who says it, and what the parts add up to. Internal to reading/.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/reading.h"
#include "domain/report.h"
#include "reading/chunk_places.h"
#include "reading/chunks.h"
#include "reading/date_resolver.h"
#include "reading/sentence_matcher.h"
#include "reading/zones.h"

namespace nostos::reading {

class Assembler {
 public:
  Assembler(const domain::Report& report, const domain::Document& document, const Lattice& lattice,
            const Grammar& grammar, Zoning zoning);

  // To be done in this order, each once. Several passages are carried through each step before the
  // next, so that its code stays at hand.
  void head(const std::string& rules_digest, const std::string& lang);
  void find_frames(SentenceMatcher& matcher);
  using Step = void (Assembler::*)();
  static std::span<const Step> steps();
  domain::Reading take() { return std::move(out_); }

 private:
  // A person count that a leg rule claimed, before its side is settled.
  struct LegDraft {
    std::size_t event = 0;
    std::uint32_t count = 0;  // index into Lattice::counts
    std::uint32_t sentence = 0;
    const Frame* frame = nullptr;
    domain::Leg leg;
    bool resolved = false;  // `to` is known from the words
    bool restated = false;
    bool joint = false;  // said of both sides together
    bool another = false;
    bool also = false;      // "20 civilians came with them": beside the leg told before
    bool opposite = false;  // the other way than the leg told beside it
    bool derived = false;   // sum of parts
    bool subset = false;
    bool uncounted = false;  // people, no figure
    std::string health;
  };
  struct ListLeg {
    const Frame* frame = nullptr;
    std::uint32_t sentence = 0;
    std::vector<std::uint32_t> members;
  };
  // Words of a sentence that somebody says: "Norland says 75, while Sudria speaks of 80" has two.
  struct Utterance {
    std::uint32_t first = 0, last = 0;  // tokens
    domain::Speakers speakers;
    bool denied = false;  // they say that it is not so
  };
  struct SentenceFacts {
    std::vector<Frame> frames;
    std::uint64_t kinds = 0;    // a bit for each kind of frame it has; some kinds share one
    domain::Speakers speakers;  // of what no utterance covers
    std::vector<Utterance> utterances;
    std::size_t event = kNoEvent;     // what the sentence is about
    std::vector<std::size_t> claims;  // made of it so far
    bool own_speaker = false;
    bool repeats = false;  // "the statement says", "he said": the speaker is named before
    bool adds = false;     // "he added"
  };
  struct EventDraft {
    domain::Event event;
    bool dated = false;  // a date was read for it
    int date_rank = 0;   // 3 stated day, 2 weekday or relative, 1 said-on date
    std::optional<std::uint32_t> first_sentence;
  };
  // A report that counts more groups of people than this is no report but a collection.
  static constexpr std::size_t kMostLegs = 1000;
  static constexpr std::size_t kNoEvent = static_cast<std::size_t>(-1);

  // publication.cpp
  void find_publication();
  bool publication_from_page(domain::Published& out);
  bool publication_from_war_day(domain::Published& out);
  void bound_publication();
  std::optional<std::int64_t> number_of(const Frame& frame) const;
  bool names_place(std::uint32_t first, std::uint32_t last) const;
  std::string time_behind(std::uint32_t token) const;

  // attribution.cpp
  void drop_denied_frames();
  void find_speakers();
  void speak_between();
  void speak_for_opening();
  void of_side_before(const Frame& frame, domain::Speaker& speaker) const;
  std::optional<domain::Speaker> speaker_of(const Frame& frame, std::string_view key) const;
  void told_back(std::size_t sentence, const domain::Speakers& speakers);
  const ActorMention* named_before(std::size_t index) const;
  bool holds_alone(const ActorMention& person, std::string_view office) const;
  std::string side_told_of(std::uint32_t sentence) const;
  const ActorMention* named_behind(std::size_t index) const;
  bool unresolved(std::size_t actor) const;
  struct SayCue {
    const Frame* frame = nullptr;
    std::vector<domain::Speaker> speakers;
    bool adds = false;  // "he added": what stands before was said by him, too
  };
  bool nearer_speaker(const Frame& frame) const;
  std::vector<SayCue> say_cues(std::uint32_t sentence, bool nobody_before) const;
  bool relays(const domain::Speaker& speaker) const;
  bool of_another_side(const Frame& say, std::string_view side) const;
  void read_utterances(std::uint32_t sentence, const std::vector<SayCue>& cues,
                       const domain::Speakers& before);
  bool opens_relative(std::uint32_t token) const;
  std::optional<std::uint32_t> clause_before(std::uint32_t token, std::uint32_t from) const;
  bool denied_at(std::uint32_t sentence, std::uint32_t token) const;
  const domain::Speakers& speakers_at(std::uint32_t sentence, std::uint32_t token) const;

  // report_sides.cpp
  void find_sides();
  std::string opposite(std::string_view side) const;

  // event_dates.cpp
  void find_main_date();
  std::optional<ResolvedDate> date_in(std::uint32_t sentence, const DateMention** mention,
                                      bool future,
                                      std::optional<std::uint32_t> near = std::nullopt) const;
  bool same_sentence(const DateMention& a, const DateMention& b) const;
  int year_counted_in(const DateMention& mention) const;
  ResolvedDate resolve_told(const DateMention& mention, Tense tense) const;
  const DateMention* topic_date(std::uint32_t sentence) const;
  const DateMention* date_beside(const std::vector<const DateMention*>& dates,
                                 std::uint32_t sentence, std::uint32_t near) const;
  bool of_another_day(const ResolvedDate& date, const DateMention& mention) const;
  void date_event(std::size_t event, std::uint32_t sentence, bool future,
                  std::optional<std::uint32_t> near = std::nullopt);

  // events.cpp
  bool told_undated_first() const;
  bool other_figures(std::uint32_t sentence) const;
  void place_sentences();
  std::size_t failed_event() const;
  bool belongs_to_other(std::uint32_t sentence, std::uint32_t token) const;
  std::size_t event_for(std::uint32_t sentence, const Frame* frame, bool planned, bool bodies);
  bool tells_on(std::uint32_t sentence, const Frame* frame, domain::EventType type) const;
  std::size_t planned_event(domain::EventType type);
  std::size_t earlier_event(std::uint32_t sentence, bool refer);
  std::optional<std::size_t> event_of_another_day(std::uint32_t sentence, const Frame* frame,
                                                  domain::EventType type);
  std::size_t find_or_add_event(domain::EventType type, domain::EventStatus status,
                                domain::EventRole role);
  std::size_t add_event(domain::EventType type, domain::EventStatus status, domain::EventRole role);
  std::size_t find_event(domain::EventType type, domain::EventStatus status,
                         domain::EventRole role) const;
  bool told_only_plans(std::uint32_t sentence) const;
  bool has_verb(const Frame& frame) const;
  bool frame_planned(const Frame& frame) const;
  bool sentence_has(std::uint32_t sentence, Name::Literal frame) const;
  static std::uint64_t kind_bit(std::uint64_t number) {
    return std::uint64_t{1} << (number >> 58U);
  }
  // True wherever sentence_has() is, and rarely elsewhere; asks no frame.
  bool may_have(std::uint32_t sentence, Name::Literal frame) const {
    return (facts_[sentence].kinds & kind_bit(frame.number())) != 0;
  }
  // All frames of a sentence where it may have one of that kind, else none.
  std::span<const Frame> frames_if(std::uint32_t sentence, Name::Literal frame) const {
    return may_have(sentence, frame) ? std::span<const Frame>(facts_[sentence].frames)
                                     : std::span<const Frame>();
  }

  // legs.cpp
  void read_legs();
  void read_leg(const Frame& frame, std::uint32_t sentence);
  bool read_sides_of_whole(const Frame& frame, std::uint32_t sentence, const CountList& list);
  void read_list_legs();
  void read_uncounted_leg(const Frame& frame, std::uint32_t sentence);
  void add_leg(const Frame& frame, std::uint32_t sentence, std::uint32_t count, bool counter,
               bool elliptic_side);
  std::string party_of(const Bound* bound) const;
  std::span<const std::uint32_t> members(const Bound* bound) const;
  std::string_view population_of(std::uint32_t count, std::uint32_t sentence, bool elliptic) const;
  bool covers(const Bound& bound, std::uint32_t count) const;
  const PeopleCount* count_of(const Bound* bound) const;

  // leg_sides.cpp
  void resolve_side(LegDraft& draft);
  bool whole_before_colon(const LegDraft& whole, const LegDraft& part) const;
  void resolve_leftovers();

  // leg_modifiers.cpp
  void apply_modifiers(LegDraft& draft);
  std::uint32_t nearest_count(std::uint32_t sentence, const Frame& frame) const;
  bool belongs_to_leg(const Frame& modifier, const LegDraft& draft) const;

  // leg_merging.cpp
  void join_parts_told_later();
  void merge_legs();
  void set_deal_apart();
  void join_with_those_told_before();

  // facts.cpp
  void take_counts_of_facts();
  void keep_count_for(const Frame& total);
  bool is_to_come(const Frame& total, std::uint32_t count) const;
  bool sums_one_exchange(const Frame& total, std::uint32_t count) const;
  void free_counts_of_totals();
  void read_facts();
  void read_corrections();
  void read_fact(const Frame& frame, std::uint32_t sentence);
  void involved_behind(std::uint32_t s, std::vector<Bound>& all) const;
  void read_involved(const Frame& frame, std::uint32_t sentence);
  void doubt_unread_counts();

  // totals.cpp
  void read_total(const Frame& frame, std::uint32_t sentence, bool sub);
  bool parts_of_the_event(std::uint32_t sentence, std::span<const std::uint32_t> counts) const;
  void read_total_of(const Frame& frame, std::uint32_t sentence, bool sub, std::uint32_t count);
  void read_bodies_total(const Frame& frame, std::uint32_t sentence, std::uint32_t count);

  // ordinals.cpp
  std::uint32_t scope_before(std::uint32_t sentence, std::uint32_t ordinal) const;
  bool begins_count(std::uint32_t date, std::uint32_t s) const;
  void read_ordinal(const Frame& frame, std::uint32_t sentence);

  // people_told_of.cpp
  void read_people_facts(const Frame& frame, std::uint32_t sentence);
  void read_held_list(std::span<const std::uint32_t> list, std::size_t first,
                      std::uint32_t sentence);
  void join_people_to_events();

  // shares.cpp
  void read_share(const Frame& frame, std::uint32_t sentence);
  std::vector<domain::Part> labels_behind(const Bound& label, std::uint32_t sentence) const;

  // losses.cpp
  void read_losses(const Frame& frame, std::uint32_t sentence);

  // corrections.cpp
  void read_correction(const Frame& frame, std::uint32_t sentence);

  // conduct.cpp
  void read_conduct(const Frame& frame, std::uint32_t sentence);

  // places.cpp
  void read_places();
  std::string place_role(std::uint32_t sentence, std::uint32_t place) const;

  // breakdowns.cpp
  std::uint32_t lines_below(std::uint32_t s, CountList& list) const;
  void read_breakdowns();
  struct ListedParts {
    std::vector<std::uint32_t> items;       // counts
    std::size_t begin = 0;                  // of the first of them in its list
    std::optional<std::int64_t> own_whole;  // said by the list itself
    bool head_is_part = false;              // what opens the list is no whole but a part with parts
  };
  struct SolvedParts {
    Partition partition;
    const domain::Leg* of = nullptr;
  };
  ListedParts parts_of(const CountList& list) const;
  std::string_view dimension_of(const std::vector<std::uint32_t>& items) const;
  bool are_parts(const ListedParts& parts) const;
  std::string people_before(std::uint32_t sentence, std::uint32_t count) const;
  SolvedParts solve_parts(std::uint32_t sentence, const ListedParts& parts,
                          const std::vector<PartitionItem>& figures, const domain::Event& event,
                          const std::string& side) const;
  domain::Part part_of(std::uint32_t count, std::string_view dimension) const;
  void read_breakdown(std::uint32_t sentence, const CountList& list);
  void add_breakdown(domain::Breakdown breakdown, std::size_t event, std::size_t claim);
  CountList join_runs(std::uint32_t sentence, const CountList& list,
                      std::vector<std::uint8_t>& done) const;
  std::vector<CountList> by_dimension(const CountList& list) const;
  std::vector<LabelUse> labels_of(std::uint32_t count) const;

  // uncounted_parts.cpp
  void complete_with_rest();
  bool other_parts_in(std::uint32_t sentence, const domain::Breakdown& breakdown) const;
  void complete_with_unread();
  void complete_with(domain::Breakdown& breakdown, const domain::Event& event, std::int64_t sum,
                     std::uint32_t count);
  void read_uncounted_parts();
  std::vector<const Chunk*> uncounted_nouns(std::span<const ChunkPlaces::Place> nouns,
                                            std::string_view dimension) const;

  // assembler.cpp
  void join_plans_to_failure();
  void join_events(std::size_t one, std::size_t other);
  void join_deal_to_plan();
  void leave_totals_to_text();
  void sum_of_plan(std::size_t deal, std::size_t plan);
  void drop_empty_events();
  void settle_denials();
  void settle_roles();
  void date_from_neighbours(std::size_t event);
  void date_deal(std::size_t event);
  std::size_t next_after(std::size_t previous) const;
  void name_events();
  void order_doubts();
  void doubt_unread_text();

  std::size_t add_claim(domain::ClaimType type, std::uint32_t sentence, std::uint32_t first,
                        std::uint32_t last, std::string rule);
  std::span<const PeopleCount> counts_of(std::uint32_t sentence) const;
  std::span<const DateMention> dates_of(std::uint32_t sentence) const;
  std::span<const ActorMention> actors_of(std::uint32_t sentence) const;
  void doubt(std::string kind, domain::Span span, std::string reason);
  // What stands in boilerplate, in a by-line or in a caption tells of nothing.
  bool tells(std::uint32_t sentence) const {
    const Name& zone = zoning_.sentence[sentence];
    return zone != "boilerplate" && zone != "byline" && zone != "caption";
  }
  const Symbols& classes() const { return g_.lexicon->classes(); }

  const domain::Report& report_;
  const domain::Document& document_;
  const Lattice& l_;
  const Grammar& g_;
  Zoning zoning_;
  domain::Reading out_;
  const domain::Speakers own_voice_;  // the report's, alone
  const ChunkPlaces places_;
  std::vector<SentenceFacts> facts_;
  std::vector<EventDraft> events_;
  std::vector<LegDraft> legs_;
  std::vector<ListLeg> list_legs_;
  std::vector<std::pair<std::uint32_t, std::size_t>> complements_;  // sentence, claim of "the rest"
  std::map<std::uint32_t, std::vector<LabelUse>> extra_labels_;     // given to a count by a rule
  std::vector<std::uint8_t> used_;                                  // counts that a frame took
  std::vector<std::pair<std::size_t, std::uint32_t>> people_claims_;  // claim, sentence: see there
  std::optional<domain::Day> published_;
  std::string side_a_, side_b_;  // the pair of sides the report is about
  std::string only_side_;        // the one of the pair that is named at all
  std::size_t main_ = kNoEvent;
  std::size_t previous_ = kNoEvent;
  std::map<std::uint32_t, std::size_t> refer_event_;  // by sentence
  std::optional<domain::Day> main_day_;
  bool main_day_stated_ = false;
  std::map<std::uint32_t, std::size_t> undated_event_;  // told of in passing, by sentence
  bool last_stage_told_ = false;                        // so that the deal is done
};

}  // namespace nostos::reading
