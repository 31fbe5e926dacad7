// SPDX-License-Identifier: Apache-2.0
// Attribution: who says what a sentence says. Sieves by precision: a verb or cue in the clause; a
// speaker inside what another says ("Breck claims that Sudria accuses …"); inside a quotation the
// speaker of the words around it; in the same paragraph the speaker carried over (marked so); else
// the report's own voice.
#include <algorithm>
#include <array>

#include "reading/assembler.h"

namespace nostos::reading {
namespace {

// How far back a mention looks for what it repeats ("the ministry"), in mentions.
constexpr std::size_t kLookBack = 60;

domain::Speakers in_mode(domain::Speakers speakers, const char* mode) {
  if (speakers.empty()) return speakers;
  for (domain::Speaker& speaker : speakers.own()) speaker.mode = mode;
  return speakers;
}

bool same_speaker(const domain::Speaker& a, const domain::Speaker& b) {
  return a.span == b.span || (!a.id.empty() && a.id == b.id);
}

template <class Chain>
void append(Chain& speakers, const domain::Speaker& one) {
  const bool known = std::ranges::any_of(
      speakers, [&](const domain::Speaker& other) { return same_speaker(other, one); });
  if (!known) speakers.push_back(one);
}

template <class Chain>
void append(Chain& speakers, const std::vector<domain::Speaker>& more) {
  for (const domain::Speaker& one : more) append(speakers, one);
}

// Chains that were made of others: whoever goes on speaking has one chain for all sentences.
class MadeChains {
 public:
  explicit MadeChains(const domain::Speakers& own_voice) : own_voice_(own_voice) {}

  const domain::Speakers& in_mode(const domain::Speakers& chain, const char* mode) {
    return made(chain, mode, [&] { return reading::in_mode(chain, mode); });
  }
  const domain::Speakers& behind_own_voice(const domain::Speakers& chain) {
    if (chain.empty()) return own_voice_;
    return made(chain, "", [&] {
      std::vector<domain::Speaker> all;
      all.reserve(1 + chain.size());
      all.push_back(own_voice_.front());
      all.insert(all.end(), chain.begin(), chain.end());
      return domain::Speakers(std::move(all));
    });
  }

 private:
  struct Made {
    domain::Speakers from;
    std::string_view how;
    domain::Speakers chain;
  };
  template <class Make>
  const domain::Speakers& made(const domain::Speakers& from, std::string_view how, Make make) {
    for (const Made& one : last_) {
      if (one.from.shares(from) && one.how == how) return one.chain;
    }
    Made& one = last_[next_++ % last_.size()];
    one = {from, how, make()};
    return one.chain;
  }

  const domain::Speakers& own_voice_;
  std::array<Made, 6> last_;
  std::size_t next_ = 0;
};

}  // namespace

// "Halvard … The president said": the table says who holds the office. Where the report names two
// who hold it, nobody can tell.
bool Assembler::holds_alone(const ActorMention& person, std::string_view office) const {
  if (office.empty()) return false;
  const auto holds = [&](const ActorMention& one) {
    const auto* actor = g_.parties->actor(one.id);
    return actor != nullptr && actor->kind == "person" && actor->role == office;
  };
  if (!holds(person)) return false;
  return std::ranges::none_of(l_.actors, [&](const ActorMention& other) {
    return other.id != person.id && !other.id.empty() && holds(other);
  });
}

// "the ministry", "the president": what the last mention with the same head word or office named.
const ActorMention* Assembler::named_before(std::size_t index) const {
  const ActorMention& actor = l_.actors[index];
  const auto head = l_.tokens.folded(actor.last - 1);
  for (std::size_t k = index; k-- > 0 && index - k <= kLookBack;) {
    const ActorMention& other = l_.actors[k];
    const bool unnamed = other.vague || other.side.empty() || other.id.empty() ||
                         other.id == other.role || other.kind == "party";
    if (unnamed || (!actor.side.empty() && actor.side != other.side)) continue;
    if (other.role == actor.role || holds_alone(other, actor.role)) return &other;
    if (!actor.vague) continue;
    // "the Sudrian ministry" behind "the Defence Ministry of Sudria".
    if (!actor.side.empty() && other.kind == "organisation") return &other;
    for (std::uint32_t t = other.first; t < other.last; ++t) {
      if (l_.tokens.folded(t) == head) return &other;
      // The same word in another case.
      for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
        if (l_.chunks[c].cls == g_.words->org && l_.chunks[c].sense->id == actor.role)
          return &other;
      }
    }
  }
  return nullptr;
}

// "the department", and no department is named before: who spoke last.
bool Assembler::unresolved(std::size_t actor) const {
  return l_.actors[actor].vague && l_.actors[actor].side.empty() && named_before(actor) == nullptr;
}

// The side whose people the figures of this sentence count; where they do not say, those of the
// whole report, if they are one side's.
std::string Assembler::side_told_of(std::uint32_t sentence) const {
  const auto only_side = [&](std::span<const PeopleCount> counts) {
    std::string found;
    for (const PeopleCount& count : counts) {
      std::string own = g_.parties->side_of(count.side);
      if (own.empty() && !count.captor.empty()) own = opposite(std::string(count.captor));
      if (own.empty() || (own != side_a_ && own != side_b_)) continue;
      if (!found.empty() && own != found) return std::string();
      found = own;
    }
    return found;
  };
  const std::string here = only_side(counts_of(sentence));
  return here.empty() ? only_side(l_.counts) : here;
}

// "The ombudsman: 41 came home. || Ombudsman Breck wrote …": a title names the office first.
const ActorMention* Assembler::named_behind(std::size_t index) const {
  const ActorMention& actor = l_.actors[index];
  for (std::size_t k = index + 1; k < l_.actors.size() && k - index <= kLookBack; ++k) {
    const ActorMention& other = l_.actors[k];
    if (other.id.empty() || other.id == other.role) continue;
    if (other.role != actor.role && !holds_alone(other, actor.role)) continue;
    if (actor.side.empty() || other.side == actor.side) return &other;
  }
  return nullptr;
}

std::optional<domain::Speaker> Assembler::speaker_of(const Frame& frame,
                                                     std::string_view key) const {
  const Bound* bound = frame.get(key);
  if (bound == nullptr || bound->chunk == nullptr || bound->chunk->payload < 0) return std::nullopt;
  const auto index = static_cast<std::size_t>(bound->chunk->payload);
  const ActorMention& actor = l_.actors[index];
  std::string_view id = actor.id;
  std::string_view side = actor.side;
  const bool unnamed = side.empty() && (id.empty() || id == actor.role);
  if (actor.vague || (!actor.role.empty() && unnamed)) {
    if (const ActorMention* named = named_before(index); named != nullptr) {
      id = named->id;
      side = named->side;
    } else if (const ActorMention* later = actor.vague ? nullptr : named_behind(index);
               later != nullptr && actor.kind == "role") {
      id = later->id;
      side = later->side;
    }
  }
  domain::Speaker speaker;
  // "the defence ministry announced": of the side that gets people back, where no other is named.
  const bool office =
      actor.announces && frame.text("side") != "before" && side.empty() && id == actor.role;
  if (office) speaker.side = side_told_of(frame.sentence);
  if (!speaker.side.empty()) speaker.id = speaker.side + ":";
  speaker.id += id;
  speaker.name = actor.name;
  speaker.side = g_.parties->side_of(office ? speaker.side : side);
  speaker.mode = "paraphrase";
  speaker.act = "assert";
  speaker.span = l_.span(bound->first, bound->last);
  return speaker;
}

// "On the Sudrian side 69 came out, the authorities there confirm": whose authorities stands
// before.
void Assembler::of_side_before(const Frame& frame, domain::Speaker& speaker) const {
  const Bound* bound = frame.get("speaker");
  const Sentence& sentence = l_.sentences[frame.sentence];
  for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.first >= bound->first || !speaker.side.empty()) break;
    if (chunk.cls == g_.words->side) speaker.side = g_.parties->side_of(chunk.sense->id);
  }
  if (!speaker.side.empty()) speaker.id = speaker.side + ":" + speaker.id;
}

// "Norland's Coordination Office said": of two who would say it with one verb the nearer does.
bool Assembler::nearer_speaker(const Frame& frame) const {
  const Bound* mine = frame.get("speaker");
  const Bound* verb = frame.get("verb");
  if (verb == nullptr || frame.get("and") != nullptr) return false;
  return std::ranges::any_of(facts_[frame.sentence].frames, [&](const Frame& other) {
    if (&other == &frame || other.rule->frame != "say") return false;
    const Bound* theirs = other.get("speaker");
    const Bound* same = other.get("verb");
    if (theirs == nullptr || same == nullptr || same->first != verb->first) return false;
    // "… landed in Nordhaven, said Breck": behind a comma the verb is his who follows it.
    if (theirs->first == verb->last && mine->last < verb->first &&
        l_.tokens.folded(verb->first - 1) == ",")
      return true;
    const auto payload = static_cast<std::size_t>(theirs->chunk->payload);
    if (l_.actors[payload].kind == "name") return false;
    return mine->last <= theirs->first && theirs->last <= verb->first &&
           (mine->last == theirs->first ||
            (mine->last + 1 == theirs->first && !l_.tokens.is(mine->last, ",")));
  });
}

// The attributions of a sentence in the order of the text. Frames come by priority: what a stronger
// one covers ("the Sudrian ministry, the country's largest, said") is not another speaker.
// Who is named only as "the department" where nobody has spoken before is kept as such.
std::vector<Assembler::SayCue> Assembler::say_cues(std::uint32_t sentence,
                                                   bool nobody_before) const {
  std::vector<SayCue> cues;
  for (const Frame& frame : frames_if(sentence, "say")) {
    if (frame.rule->frame != "say" || frame.text("carry") == "yes" || frame.text("line") == "yes")
      continue;
    auto speaker = speaker_of(frame, "speaker");
    if (!speaker) continue;
    if (frame.text("side") == "before" && speaker->side.empty()) of_side_before(frame, *speaker);
    const Bound* bound = frame.get("speaker");
    const auto actor = static_cast<std::size_t>(bound->chunk->payload);
    if ((unresolved(actor) && !nobody_before) || nearer_speaker(frame)) continue;
    const bool unknown_name = l_.actors[actor].kind == "name";
    const bool covered = std::ranges::any_of(cues, [&](const SayCue& cue) {
      return (bound->first >= cue.frame->first && bound->last <= cue.frame->last) || unknown_name;
    });
    if (covered) continue;
    SayCue cue;
    cue.frame = &frame;
    if (const auto relay = speaker_of(frame, "relay")) cue.speakers.push_back(*relay);
    append(cue.speakers, *speaker);
    if (const auto other = speaker_of(frame, "and")) append(cue.speakers, *other);
    const Bound* verb = frame.get("verb");
    if (verb != nullptr && verb->chunk != nullptr && verb->chunk->sense != nullptr)
      cue.speakers.back().act = verb->chunk->sense->id;
    cue.adds =
        verb != nullptr && verb->chunk != nullptr && verb->chunk->features.test(g_.words->f_adds);
    cues.push_back(std::move(cue));
  }
  if (cues.size() > 1) {
    std::ranges::stable_sort(
        cues, [](const SayCue& a, const SayCue& b) { return a.frame->first < b.frame->first; });
  }
  return cues;
}

// "Sudrian media": they speak of what their own side says.
bool Assembler::of_another_side(const Frame& say, std::string_view side) const {
  for (std::uint32_t t = say.first; t < say.last; ++t) {
    for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
      if (l_.chunks[c].cls == g_.words->side && g_.parties->side_of(l_.chunks[c].sense->id) != side)
        return true;
    }
  }
  return false;
}

// Media that hand on what others say.
bool Assembler::relays(const domain::Speaker& speaker) const {
  const auto* actor = g_.parties->actor(speaker.id);
  return actor != nullptr && actor->role == "relay" && actor->side.empty();
}

bool Assembler::opens_relative(std::uint32_t token) const {
  const Symbol clause = classes().find("CLAUSE");
  for (std::uint32_t c = l_.chunk_at[token]; c < l_.chunks.size() && l_.chunks[c].first == token;
       ++c) {
    if (l_.chunks[c].cls == clause && l_.chunks[c].sense->is("relative")) return true;
  }
  return false;
}

// Where the clause that `token` opens begins, when a mark or word right before says that one does:
// ";", "while", "but in turn". Not before `from`.
std::optional<std::uint32_t> Assembler::clause_before(std::uint32_t token,
                                                      std::uint32_t from) const {
  const Symbol clause = classes().find("CLAUSE");
  const Symbol side = g_.words->side;
  if (l_.tokens.is(token, ",")) {  // "…, the ministry said"
    if (token > from && opens_relative(token - 1)) return token - 1;
    return std::nullopt;
  }
  for (std::uint32_t t = token; t-- > from && token - t <= 4;) {
    const auto word = l_.tokens.folded(t);
    if (word == ";") return t;
    if (word == ",") {
      // "1200 bodies which, the ministry says, belong to …"
      if (t == from || !opens_relative(t - 1)) return std::nullopt;
      return t - 1;
    }
    for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
      if (l_.chunks[c].cls == clause && l_.chunks[c].sense->id != "relative") return t;
      if (l_.chunks[c].cls == g_.words->actor || l_.chunks[c].cls == side) return std::nullopt;
    }
  }
  return std::nullopt;
}

// Each attribution covers its clause; one inside another's clause is what that other says somebody
// says.
void Assembler::read_utterances(std::uint32_t s, const std::vector<SayCue>& cues,
                                const domain::Speakers& before) {
  const Sentence& sentence = l_.sentences[s];
  auto& out = facts_[s].utterances;
  std::uint32_t start = sentence.first;
  std::vector<domain::Speaker> chain;
  bool denied = false;
  std::uint32_t behind = sentence.first;  // end of the attribution before
  for (const SayCue& cue : cues) {
    const auto cut = clause_before(cue.frame->first, behind);
    const bool first = &cue == &cues.front();
    if (cut && *cut > sentence.first) {
      out.push_back({start, *cut, first ? before : domain::Speakers(chain), denied});
      chain.clear();
      denied = false;
      start = *cut;
    } else if (!first) {
      out.push_back({start, cue.frame->first, chain, denied});
      start = cue.frame->first;
    }
    append(chain, cue.speakers);
    denied = denied || cue.frame->text("denies") == "yes";
    behind = cue.frame->last;
  }
  out.push_back({start, sentence.last, chain, denied});
}

const domain::Speakers& Assembler::speakers_at(std::uint32_t sentence, std::uint32_t token) const {
  const SentenceFacts& facts = facts_[sentence];
  for (const Utterance& utterance : facts.utterances) {
    if (utterance.first <= token && token < utterance.last) return utterance.speakers;
  }
  return facts.speakers;
}

// "40 soldiers came home. The ombudsman wrote this": who says it stands behind what is said.
void Assembler::told_back(std::size_t s, const domain::Speakers& speakers) {
  domain::Speakers behind_own_voice;
  const auto credit = [&](SentenceFacts& before) {
    if (!before.speakers.shares(own_voice_)) return append(before.speakers, speakers);
    if (behind_own_voice.empty()) {
      behind_own_voice = own_voice_;
      append(behind_own_voice, speakers);
    }
    before.speakers = behind_own_voice;
  };
  const auto zone_of = [&](std::size_t i) -> const Name& { return zoning_.sentence[i]; };
  bool credited = false;
  for (std::size_t i = s; i-- > 0;) {
    SentenceFacts& before = facts_[i];
    const bool title = zone_of(i) == "title" || zone_of(i) == "subhead";
    // Where nothing else stands between, it is the title that was said.
    if (title && !credited && !before.own_speaker && before.speakers.size() <= 1) credit(before);
    if (title) continue;
    const bool near = l_.sentences[i].block + 1 >= l_.sentences[s].block;
    if (!near || before.own_speaker || before.speakers.size() > 1) return;
    if (zone_of(i) != "lede" && zone_of(i) != "body" && zone_of(i) != "quote") return;
    credit(before);
    credited = true;
  }
}

// News opens with what happened and names its source behind it: "40 came home. || All of them are
// well, the ministry added": who adds something told the opening, too.
void Assembler::speak_for_opening() {
  constexpr std::uint32_t kNear = 2;  // sentences
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    const Name& zone = zoning_.sentence[s];
    if (zone != "lede" && zone != "body") continue;
    if (facts_[s].speakers.size() > 1 || !facts_[s].utterances.empty()) return;
    for (std::uint32_t t = s + 1; t < facts_.size() && t <= s + kNear; ++t) {
      const SentenceFacts& told = facts_[t];
      if (zoning_.past_section[t] || sentence_has(t, "previous")) return;
      if (!told.own_speaker || told.speakers.size() < 2) continue;
      const domain::Speaker& who = told.speakers.back();
      const bool denies = std::ranges::any_of(told.utterances, &Utterance::denied);
      if (who.side.empty() || denies || !told.adds || told.utterances.size() > 1) return;
      told_back(t, in_mode(told.speakers, "carried_over"));
      return;
    }
    return;
  }
}

// "Davan says the work has begun. || 1,212 bodies were handed over. || He said that it goes on":
// what stands between two sentences of one speaker, the second of which only says "he", is that
// speaker's, too, paragraph by paragraph.
void Assembler::speak_between() {
  constexpr std::size_t kBetween = 2;  // sentences
  for (std::size_t s = facts_.size(); s-- > 0;) {
    if (!facts_[s].repeats || facts_[s].speakers.size() < 2) continue;
    std::size_t from = s;
    while (from > 0 && s - from < kBetween && facts_[from - 1].speakers.size() == 1 &&
           facts_[from - 1].utterances.empty() &&
           (zoning_.sentence[from - 1] == "lede" || zoning_.sentence[from - 1] == "body")) {
      --from;
    }
    if (from == s || from == 0 || !facts_[from - 1].own_speaker ||
        !same_speaker(facts_[from - 1].speakers.back(), facts_[s].speakers.back()))
      continue;
    for (std::size_t between = from; between < s; ++between)
      facts_[between].speakers = in_mode(facts_[s].speakers, "carried_over");
    for (std::size_t between = from; between < s; ++between)
      facts_[between].speakers.own().front() = own_voice_.front();
  }
}

// "Norland denied a claim that 40 had been freed": what stands behind the denial is told as untrue.
bool Assembler::denied_at(std::uint32_t sentence, std::uint32_t token) const {
  return std::ranges::any_of(facts_[sentence].utterances, [&](const Utterance& utterance) {
    return utterance.denied && utterance.first <= token && token < utterance.last;
  });
}

void Assembler::find_speakers() {
  MadeChains chains(own_voice_);
  domain::Speakers carried;
  domain::Speakers source_line;
  std::uint32_t carried_block = 0;
  bool carried_quote = false;
  std::uint32_t list_block = 0;  // "The ministry:" and the lines of a list below it
  bool list_open = false;
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    SentenceFacts& facts = facts_[s];
    const Sentence& sentence = l_.sentences[s];
    const Name& zone = zoning_.sentence[s];
    if (zone == "caption" || zone == "boilerplate" || zone == "byline") {
      // A photo credit names somebody who said nothing.
      facts.speakers = own_voice_;
      continue;
    }
    bool line = false;        // "Source: …", of the report around it
    bool tells_back = false;  // "the ombudsman wrote this": of what stands before
    for (const Frame& frame : frames_if(s, "say")) {
      if (frame.rule->frame != "say") continue;
      tells_back = tells_back || frame.text("back") == "yes";
      const Bound* who = frame.get("speaker");
      const bool vague = who != nullptr && who->chunk != nullptr && who->chunk->payload >= 0 &&
                         unresolved(static_cast<std::size_t>(who->chunk->payload));
      facts.repeats = facts.repeats || vague || frame.text("carry") == "yes";
      if (frame.text("line") != "yes") continue;
      source_line = {};
      line = true;
      for (const char* key : {"relay", "speaker", "and"}) {
        if (const auto speaker = speaker_of(frame, key)) append(source_line, *speaker);
      }
    }
    auto cues = say_cues(s, carried.empty());
    const bool quote = sentence.in_quote || sentence.has_quote;
    const bool same_block = !carried.empty() && carried_block == sentence.block;
    // "By the ministry's account there was an exchange. 63 came home, the media write": they pass
    // on what the ministry says.
    if (same_block && cues.size() == 1 && cues.front().speakers.size() == 1 &&
        carried.size() == 1 && relays(cues.front().speakers.front()) && !relays(carried.front()) &&
        !of_another_side(*cues.front().frame, carried.front().side))
      append(cues.front().speakers, carried);
    const bool quote_goes_on = !carried.empty() && sentence.in_quote && carried_quote &&
                               sentence.block <= carried_block + 1;
    domain::Speakers going_on;  // who speaks where the sentence itself does not say
    const bool begins = s == 0 || l_.sentences[s - 1].block != sentence.block;
    if (begins) {
      list_open = list_open && sentence.block == list_block + 1 &&
                  l_.tokens.items[sentence.first].kind == language::TokenKind::mark;
      if (list_open) list_block = sentence.block;
    }
    if (same_block || quote_goes_on || list_open || (facts.repeats && !carried.empty())) {
      going_on = chains.in_mode(carried, sentence.in_quote ? "quote" : "carried_over");
    } else if (!source_line.empty() &&
               (zone == "lede" || zone == "body" || zone == "quote" || zone == "title")) {
      going_on = chains.in_mode(source_line, "carried_over");
    }
    if (!cues.empty()) {
      read_utterances(s, cues, same_block ? going_on : domain::Speakers());
      if (quote) {
        for (Utterance& utterance : facts.utterances)
          utterance.speakers = chains.in_mode(utterance.speakers, "quote");
      }
      facts.own_speaker = true;
      facts.adds = std::ranges::any_of(cues, &SayCue::adds);
      facts.speakers = facts.utterances.back().speakers;
      carried = cues.back().speakers;
    } else {
      facts.speakers = std::move(going_on);
      facts.own_speaker = facts.repeats && !facts.speakers.empty();
    }
    if (tells_back && facts.own_speaker) told_back(s, facts.speakers);
    if (line) told_back(s, chains.in_mode(source_line, "carried_over"));
    if (facts.own_speaker || quote_goes_on) carried_block = sentence.block;
    const bool opens_quote = l_.tokens.is(sentence.last - 1, ":");
    if (facts.own_speaker) {
      carried_quote = quote || opens_quote;
      list_open = opens_quote;
      list_block = sentence.block;
    }
    for (Utterance& utterance : facts.utterances)
      utterance.speakers = chains.behind_own_voice(utterance.speakers);
    facts.speakers = chains.behind_own_voice(facts.speakers);
  }
  speak_between();
  speak_for_opening();
  // "«First sentence. Second sentence,» the president wrote": the speaker stands behind the
  // quotation.
  for (std::size_t s = facts_.size(); s-- > 1;) {
    const bool same_block = l_.sentences[s - 1].block == l_.sentences[s].block;
    if (!same_block || !l_.sentences[s - 1].in_quote || facts_[s - 1].own_speaker ||
        facts_[s - 1].speakers.size() > 1)
      continue;
    const bool quoted_on = l_.sentences[s].in_quote && facts_[s].speakers.size() > 1;
    if (!quoted_on) continue;
    facts_[s - 1].speakers = facts_[s].speakers;
    for (std::size_t k = 1; k < facts_[s - 1].speakers.size(); ++k)
      facts_[s - 1].speakers.own()[k].mode = "quote";
  }
}

}  // namespace nostos::reading
