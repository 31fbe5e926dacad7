// SPDX-License-Identifier: Apache-2.0
#include "finding/index.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "base/check.h"
#include "finding/builder.h"
#include "finding/live_segment.h"
#include "finding/plan.h"
#include "finding/search.h"

namespace nostos::finding {
namespace {

// Later records are kept in segments of about twice the size of the next, so that there are few of
// them; beyond this size they wait for the next rebuild.
constexpr std::uint32_t kMostJoined = 1U << 17U;
// A probability of one in a thousand.
constexpr Millibits kHopeless = -9965;

using Snapshot = std::shared_ptr<const Segments>;

// Live rows of several segments by rising row number. Each row is in one of them.
void gather(const Segments& segments, Gatherer& out) {
  std::vector<std::uint32_t> slot(segments.size());
  std::vector<std::vector<std::pair<Row, std::uint64_t>>> numbers(segments.size());
  std::vector<std::size_t> number_at(segments.size());
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const Segment& segment = segments[s]->segment();
    for (std::size_t i = 0; i < segment.numbers().size(); ++i)
      numbers[s].emplace_back(segment.number_rows()[i], segment.numbers()[i]);
    std::ranges::sort(numbers[s]);
  }
  for (;;) {
    std::optional<std::size_t> next;
    for (std::size_t s = 0; s < segments.size(); ++s) {
      const Segment& segment = segments[s]->segment();
      while (slot[s] < segment.slots() && !segments[s]->alive(slot[s])) ++slot[s];
      if (slot[s] == segment.slots()) continue;
      if (!next || segment.row_at(slot[s]) < segments[*next]->segment().row_at(slot[*next]))
        next = s;
    }
    if (!next) return;
    const std::size_t s = *next;
    FiledRow row = segments[s]->filed(slot[s]++);
    auto& at = number_at[s];
    while (at < numbers[s].size() && numbers[s][at].first < row.row) ++at;
    for (; at < numbers[s].size() && numbers[s][at].first == row.row; ++at)
      row.numbers.push_back(numbers[s][at].second);
    out.add(row);
  }
}

std::shared_ptr<LiveSegment> segment_of(std::vector<Gatherer> gatherers, const NameKeys& keys) {
  MemoryFile file;
  const auto threads = static_cast<unsigned>(gatherers.size());
  auto mapping = build(std::move(gatherers), keys, file, {.threads = threads});
  NOSTOS_CHECK(mapping.has_value(), "memory takes what is written, and each row is there once");
  auto segment = Segment::open(std::move(*mapping), keys.version(), Check::header);
  NOSTOS_CHECK(segment.has_value(), "what was just built is whole");
  return std::make_shared<LiveSegment>(std::move(*segment));
}

std::shared_ptr<LiveSegment> segment_of(Gatherer gatherer, const NameKeys& keys) {
  std::vector<Gatherer> gatherers;
  gatherers.push_back(std::move(gatherer));
  return segment_of(std::move(gatherers), keys);
}

}  // namespace

struct Index::State {
  State(const NameKeys& names, const Weights& set) : keys(names), weights(set) {}

  Snapshot snapshot() const {
    const std::lock_guard lock(mutex);
    return segments;
  }
  void set(Segments next) {
    const std::lock_guard lock(mutex);
    segments = std::make_shared<const Segments>(std::move(next));
  }
  std::unique_ptr<Room> take_room() const {
    const std::lock_guard lock(rooms_mutex);
    if (rooms.empty()) return std::make_unique<Room>();
    auto room = std::move(rooms.back());
    rooms.pop_back();
    return room;
  }
  void give_back(std::unique_ptr<Room> room) const {
    const std::lock_guard lock(rooms_mutex);
    rooms.push_back(std::move(room));
  }
  void remove(Row row);
  void join_small(Segments& list) const;

  const NameKeys& keys;
  Weights weights;
  mutable std::mutex mutex;  // guards `segments` while it is exchanged
  Snapshot segments = std::make_shared<const Segments>();
  std::mutex changing;  // one addition or removal at a time
  bool has_base = false;
  bool rebuilding = false;
  std::size_t kept_apart = 0;      // leading segments that a rebuild is reading
  std::vector<Row> removed_since;  // while rebuilding
  mutable std::mutex rooms_mutex;
  mutable std::vector<std::unique_ptr<Room>> rooms;
};

namespace {

// A room for as long as one search takes.
template <class State>
class Borrowed {
 public:
  explicit Borrowed(const State& state) : state_(state), room_(state.take_room()) {}
  ~Borrowed() { state_.give_back(std::move(room_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Room& operator*() { return *room_; }

 private:
  const State& state_;
  std::unique_ptr<Room> room_;
};

}  // namespace

Index::Index(const NameKeys& keys, const Weights& weights)
    : state_(std::make_unique<State>(keys, weights)) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

Result<void> Index::open(std::shared_ptr<const Mapping> base, Check check) {
  TRY_ASSIGN(Segment segment, Segment::open(std::move(base), state_->keys.version(), check));
  const std::lock_guard changing(state_->changing);
  NOSTOS_CHECK(state_->snapshot()->empty(), "a base is opened before anything is added");
  state_->has_base = true;
  state_->set({std::make_shared<LiveSegment>(std::move(segment))});
  return {};
}

void Index::State::remove(Row row) {
  if (rebuilding) removed_since.push_back(row);
  for (const auto& segment : *snapshot())
    if (segment->remove(row)) return;
}

// Like a binary counter: what is as small as its neighbour is joined with it.
void Index::State::join_small(Segments& list) const {
  const std::size_t first = std::max<std::size_t>(kept_apart, has_base ? 1 : 0);
  std::size_t from = list.size() - 1;
  std::uint64_t rows = list.back()->live_rows();
  while (from > first) {
    const std::uint64_t before = list[from - 1]->live_rows();
    if (before > rows || before + rows > kMostJoined) break;
    rows += before;
    --from;
  }
  if (from + 1 >= list.size()) return;
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(from);
  Gatherer gatherer;
  gather(Segments(begin, list.end()), gatherer);
  list.erase(begin, list.end());
  list.push_back(segment_of(std::move(gatherer), keys));
}

void Index::add(const PersonRow& person) {
  const std::lock_guard changing(state_->changing);
  Gatherer gatherer;
  gatherer.add(person);
  Segments next = *state_->snapshot();
  state_->remove(person.row);
  next.push_back(segment_of(std::move(gatherer), state_->keys));
  state_->join_small(next);
  state_->set(std::move(next));
}

void Index::add_new(std::vector<Gatherer> gatherers) {
  auto segment = segment_of(std::move(gatherers), state_->keys);
  if (segment->live_rows() == 0) return;
  const std::lock_guard changing(state_->changing);
  Segments next = *state_->snapshot();
  next.push_back(std::move(segment));
  state_->join_small(next);
  state_->set(std::move(next));
}

bool Index::remove(Row row) {
  const std::lock_guard changing(state_->changing);
  const Snapshot segments = state_->snapshot();
  if (std::ranges::none_of(*segments, [&](const auto& one) { return one->holds(row); }))
    return false;
  state_->remove(row);
  return true;
}

namespace {

template <class State>
Found found(const State& state, const Query& query, bool with_reasons) {
  const Snapshot segments = state.snapshot();
  Borrowed room(state);
  const Plan plan(query, state.keys);
  Search search(plan, *segments, state.weights, state.keys, *room);
  Best best(query.limit);
  search.run(best);
  Found out;
  out.looked_at = search.looked_at();
  out.records = search.records();
  out.too_little = !search.has_way();
  for (const Candidate& candidate : best.kept()) {
    Hit& hit = out.hits.emplace_back();
    hit.row = candidate.row;
    hit.weight = candidate.weight;
    // The hopeless are not gone through letter by letter; why_not does, when asked.
    if (with_reasons) hit.waterfall = search.waterfall(candidate, candidate.weight > kHopeless);
    // Rising, so that it leaves the order as it is.
    const Millibits step = calibration_step(state.weights, hit.weight);
    hit.weight += step;
    if (with_reasons && !state.weights.calibration.empty())
      hit.waterfall.steps.push_back({"calibration", {}, step});
  }
  return out;
}

}  // namespace

Found Index::search(const Query& query) const { return found(*state_, query, true); }
Found Index::search_quickly(const Query& query) const { return found(*state_, query, false); }

namespace {

matching::Waterfall whole_waterfall(Search& search, const Candidate& candidate,
                                    const Weights& weights) {
  matching::Waterfall out = search.waterfall(candidate);
  if (!weights.calibration.empty())
    out.steps.push_back({"calibration", {}, calibration_step(weights, candidate.weight)});
  return out;
}

}  // namespace

matching::Waterfall Index::weigh(const Query& query, Row row) const {
  const Snapshot segments = state_->snapshot();
  const auto in = std::ranges::find_if(*segments, [&](const auto& one) { return one->holds(row); });
  if (in == segments->end()) return {};
  Borrowed room(*state_);
  const Plan plan(query, state_->keys);
  Search search(plan, *segments, state_->weights, state_->keys, *room);
  const auto slot = *(*in)->segment().slot_of(row);
  const auto judged = search.judge(static_cast<std::uint32_t>(in - segments->begin()), slot);
  return whole_waterfall(search, judged.candidate, state_->weights);
}

WhyNot Index::why_not(const Query& query, Row row) const {
  WhyNot out;
  const Snapshot segments = state_->snapshot();
  const auto in = std::ranges::find_if(*segments, [&](const auto& one) { return one->holds(row); });
  if (in == segments->end()) {
    out.kept = Kept::no_such_row;
    return out;
  }
  Borrowed room(*state_);
  const Plan plan(query, state_->keys);
  Search search(plan, *segments, state_->weights, state_->keys, *room);
  const auto slot = *(*in)->segment().slot_of(row);
  const auto judged = search.judge(static_cast<std::uint32_t>(in - segments->begin()), slot);
  out.waterfall = whole_waterfall(search, judged.candidate, state_->weights);
  if (((*in)->segment().warm(slot).visible & query.visible) == 0) {
    out.kept = Kept::not_visible;
    return out;
  }
  if (!judged.in_reach) {
    out.kept = Kept::not_in_reach;
    out.reasons = search.too_far(judged.candidate);
    return out;
  }
  Best before = Best::before(judged.candidate.weight, row);
  search.run(before);
  out.place = before.rows_before() + 1;
  Best best(query.limit);
  search.run(best);
  if (!best.kept().empty()) {
    out.weakest = best.kept().back().weight;
    out.weakest += calibration_step(state_->weights, out.weakest);
  }
  out.kept = out.place <= query.limit ? Kept::found : Kept::outranked;
  return out;
}

std::vector<Completion> Index::complete(std::string_view typed, names::NamePart part,
                                        std::size_t limit) const {
  const NameField field = part == names::NamePart::given        ? NameField::given
                          : part == names::NamePart::patronymic ? NameField::patronymic
                                                                : NameField::surname;
  const Snapshot segments = state_->snapshot();
  Borrowed room(*state_);
  const SoughtWord sought({std::string(typed), part, false, true}, field, state_->keys);
  std::vector<Completion> out;
  std::vector<Reached> reached;
  // A word's count in one segment is at most its count in all: enough are taken from each that the
  // most frequent of all are among them, unless a word is spread thinly over many.
  const std::size_t from_each = limit * 4;
  for (const auto& segment : *segments) {
    const NameDictionary& names = segment->segment().names(field);
    (*room).reacher.find(sought, names, state_->keys, reached);
    const auto order = [&](const Reached& one) {
      return std::tuple(one.level == NameLevel::begins ? 0 : 1,
                        -static_cast<std::int64_t>(segment->count(field, one.word)), one.word);
    };
    const auto last =
        reached.begin() + static_cast<std::ptrdiff_t>(std::min(from_each, reached.size()));
    std::ranges::partial_sort(reached, last, {}, order);
    for (const Reached& one : std::ranges::subrange(reached.begin(), last)) {
      const std::uint64_t records = segment->count(field, one.word);
      if (records == 0 || names.initial[one.word] != 0) continue;
      const std::string_view word = names.word(one.word);
      const auto same = std::ranges::find(out, word, &Completion::word);
      if (same != out.end())
        same->records += records;
      else
        out.push_back({std::string(word), part, records,
                       static_cast<std::uint8_t>(one.level == NameLevel::begins ? 0 : 1)});
    }
  }
  std::ranges::sort(out, {}, [](const Completion& one) {
    return std::tuple(one.edits, -static_cast<std::int64_t>(one.records),
                      std::string_view(one.word));
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

IndexSizes Index::sizes() const {
  IndexSizes out;
  const Snapshot segments = state_->snapshot();
  for (std::size_t s = 0; s < segments->size(); ++s) {
    const LiveSegment& live = *(*segments)[s];
    out.records += live.live_rows();
    out.removed += live.removed_rows();
    if (s == 0 && state_->has_base) {
      out.base_bytes = live.segment().bytes();
      out.mark = live.segment().mark();
      for (std::size_t f = 0; f < kNameFields; ++f)
        out.words += live.segment().names(static_cast<NameField>(f)).words() - 1;
    } else {
      out.since_base += live.live_rows();
    }
  }
  return out;
}

Result<void> Index::rebuild(IndexFile& file, std::uint64_t mark) {
  State& state = *state_;
  Snapshot from;
  {
    const std::lock_guard changing(state.changing);
    from = state.snapshot();
    state.rebuilding = true;
    state.kept_apart = from->size();
    state.removed_since.clear();
  }
  auto built = [&]() -> Result<Segment> {
    std::vector<Gatherer> gatherers(1);
    gather(*from, gatherers.front());
    TRY_ASSIGN(auto mapping,
               build(std::move(gatherers), state.keys, file, {.threads = 2, .mark = mark}));
    return Segment::open(std::move(mapping), state.keys.version(), Check::header);
  }();
  const std::lock_guard changing(state.changing);
  state.rebuilding = false;
  state.kept_apart = 0;
  if (!built) return std::unexpected(std::move(built).error());
  const auto base = std::make_shared<LiveSegment>(std::move(*built));
  for (const Row row : state.removed_since) base->remove(row);
  const Snapshot now = state.snapshot();
  Segments next = {base};
  next.insert(next.end(), now->begin() + static_cast<std::ptrdiff_t>(from->size()), now->end());
  state.has_base = true;
  state.set(std::move(next));
  return {};
}

std::string_view name(Kept kept) {
  switch (kept) {
    case Kept::found:
      return "found";
    case Kept::no_such_row:
      return "no_such_row";
    case Kept::not_visible:
      return "not_visible";
    case Kept::not_in_reach:
      return "not_in_reach";
    case Kept::outranked:
      return "outranked";
  }
  return "";
}

}  // namespace nostos::finding
