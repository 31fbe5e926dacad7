// SPDX-License-Identifier: Apache-2.0
// Actors: who can speak or act. "Ombudsman Dmytro Lubinets", "the Defence Ministry in Moscow",
// "a spokeswoman", an unknown capitalised name.
#include "reading/lattice_builder.h"

namespace nostos::reading {
namespace {

// "NOR:mod": whose it is, when that is known, and what.
std::string office_of(std::string_view party, const language::Hit& office) {
  std::string id(party);
  if (!id.empty()) id += ':';
  return id += office.sense->id;
}

}  // namespace

// A small letter first, a capital behind a hyphen.
bool LatticeBuilder::capital_inside(std::uint32_t at) const {
  const std::string_view as_written = lattice_.words(at, at + 1);
  const std::size_t hyphen = as_written.find('-');
  if (hyphen == std::string_view::npos) return false;
  const std::string_view folded = lattice_.tokens.folded(at);
  return as_written.size() == folded.size() && as_written.substr(hyphen) != folded.substr(hyphen);
}

// End of a run of capitalised words that no table explains otherwise; `at` when there is none.
std::uint32_t LatticeBuilder::name_end(std::uint32_t at) const {
  std::uint32_t i = at;
  while (i < last_ && i - at < 5) {
    const language::Token& t = token(i);
    if (t.kind != language::TokenKind::word) break;
    // "Majed al-Ansari": a small particle, hyphenated to a capital.
    const bool particle = i > at && !t.capital && capital_inside(i);
    if (!t.capital && !particle) break;
    if (hit(i, w_.month) != nullptr || hit(i, w_.weekday) != nullptr) break;
    if (is_a(i, w_.title, "medium")) break;  // "Telegram" is where it was said
    // A sentence begins with a capital: where forms are many, only who speaks is a name by that.
    if (i == at && i == first_ && g_.traits.cases && t.cyrillic == g_.traits.cyrillic &&
        i + 1 < last_ && !token(i + 1).capital && hit(i, w_.actor) == nullptr &&
        hit(i + 1, w_.say) == nullptr) {
      break;
    }
    if (i > at && (hit(i, w_.side) != nullptr || hit(i, w_.role) != nullptr)) break;
    if (i == at && i == first_ && hits_.size() > hit_at_[first_] &&
        hits_[hit_at_[first_]].first == first_ && (hit(i, w_.actor) == nullptr)) {
      break;  // a sentence begins with a capital; a known word there is no name
    }
    ++i;
    // "Gen." inside names is a title; al-Shwayrif and O'Neill are one token each.
    if (i < last_ && is_mark(i, ".") && !token(i).space_before && i - at == 1 &&
        t.end - t.start <= 3 && i + 1 < last_ && token(i + 1).capital &&
        token(i + 1).kind == language::TokenKind::word) {
      ++i;
    }
  }
  return i;
}

// Where the complement of an office begins: behind "of", "in", "for" or, of a person, "to"; in
// languages with cases at once, in the genitive. 0 when there is none.
std::uint32_t LatticeBuilder::complement_at(std::uint32_t end, bool person) const {
  if (end >= last_) return 0;
  const bool joins = hit(end, w_.of) != nullptr || is_a(end, w_.prep, "for") ||
                     is_a(end, w_.prep, person ? Name::Literal("to") : Name::Literal("in"));
  if (joins) {
    const std::uint32_t next = is_a(end + 1, w_.article, "the") ? end + 2 : end + 1;
    return next < last_ ? next : 0;
  }
  for (const Symbol cls : {w_.side, w_.org, w_.role, w_.actor, w_.label}) {
    if (hit_with(end, cls, w_.f_gen) != nullptr) return end;
  }
  return 0;
}

// "… at the talks Ivan Arden", "… for human rights Mirela Costan": the end of what stands between
// an office and the name of who holds it; `at` when no name of two words or known one follows.
std::uint32_t LatticeBuilder::behind_matter(std::uint32_t at, const Features& role) const {
  constexpr std::uint32_t kLongest = 4;  // words
  const Hit* prep = at < last_ ? hit(at, w_.prep) : nullptr;
  if (!g_.traits.cases || prep == nullptr) return at;
  // "after a report of Ivan Arden's": of some words nobody can tell whose name follows.
  const bool of_matter = !prep->sense->is("prep") || hit(at, w_.for_word) != nullptr;
  for (std::uint32_t i = prep->last; i < last_ && i - at <= kLongest; ++i) {
    if (i > prep->last) {
      const Hit* known = hit(i, w_.actor);
      if (known != nullptr) return (known->sense->features & role & w_.cases).any() ? i : at;
      if (of_matter && name_end(i) > i + 1) return i;
    }
    const language::Token& t = token(i);
    if (t.kind != language::TokenKind::word || (t.capital && !t.all_capitals)) return at;
    for (std::uint32_t h = hit_at_[i]; h < hit_at_[i + 1]; ++h) {
      if (w_.is_verb(hits_[h].sense->features)) return at;
    }
  }
  return at;
}

// What stands behind a preposition does not act, whatever form it shares with the nominative.
bool LatticeBuilder::behind_preposition(std::uint32_t at) const {
  constexpr std::uint32_t kLongest = 3;  // words: "on the territory of"
  for (std::uint32_t back = 1; back <= kLongest && back <= at - first_; ++back) {
    const Hit* prep = hit(at - back, w_.prep);
    if (prep != nullptr && prep->last == at && !prep->sense->is("prep")) return true;
  }
  return false;
}

std::optional<ActorMention> LatticeBuilder::actor_at(std::uint32_t at) const {
  ActorMention actor;
  actor.first = at;
  std::uint32_t i = at;
  if (hit(i, w_.article) != nullptr) ++i;
  if (i >= last_) return std::nullopt;
  // Side in front: "Russian Defence Ministry", "Ukraine's ombudsman".
  const Hit* side = hit(i, w_.side);
  std::uint32_t j = side != nullptr ? side->last : i;
  if (side != nullptr && j < last_ && (is_mark(j, "'s") || is_mark(j, "'"))) ++j;
  // Adjectives before the office: "chief", "presidential" are inside the role phrases of the table.
  const Hit* org = j < last_ ? hit(j, w_.org) : nullptr;
  const Hit* role = j < last_ ? hit(j, w_.role) : nullptr;
  // "Norland's Coordination Office": whose it is is said in front of the name.
  const bool owned = side != nullptr && j > side->last && j < last_ && org == nullptr;
  const Hit* known = hit(owned ? j : i, w_.actor);
  if (known != nullptr && (org == nullptr || known->last >= org->last)) {
    const language::Actor* entry = g_.parties->actor(known->sense->id);
    actor.id = known->sense->id;
    actor.kind = "actor";
    if (entry != nullptr) {
      actor.side = entry->side;
      actor.kind = entry->kind;  // a view of the table: never of what a conditional makes of both
    }
    actor.last = known->last;
    actor.cases = known->sense->features & w_.cases;
    return actor;
  }
  if (org != nullptr) {
    std::string_view party =
        side != nullptr ? std::string_view(side->sense->id) : std::string_view();
    std::uint32_t end = org->last;
    // "the Defence Ministry in Moscow", "the General Staff of the Armed Forces of Ukraine"
    for (int hops = 0; party.empty() && hops < 3; ++hops) {
      const std::uint32_t k = complement_at(end, false);
      if (k == 0) break;
      if (const Hit* place = hit(k, w_.side); place != nullptr) {
        party = place->sense->id;
        end = place->last;
      } else if (const Hit* service = hit(k, w_.label); service != nullptr) {
        end = service->last;
      } else {
        break;
      }
    }
    actor.id = office_of(party, *org);
    actor.side = party;
    actor.kind = "organisation";
    actor.role = org->sense->id;
    actor.vague = !org->sense->value("vague").empty();
    actor.announces = !org->sense->value("announces").empty();
    actor.last = end;
    actor.cases = org->sense->features & w_.cases;
    return actor;
  }
  if (role != nullptr) {
    std::string_view party =
        side != nullptr ? std::string_view(side->sense->id) : std::string_view();
    std::uint32_t end = role->last;
    const Hit* bureau = nullptr;  // "the press service of the Defence Ministry"
    std::uint32_t k = complement_at(end, true);
    // "an aide of the president of Norland"
    for (int hops = 0; hops < 2 && k == end && k != 0; ++hops) {
      const Hit* office = hit_with(k, w_.role, w_.f_gen);
      if (office == nullptr) break;
      end = office->last;
      k = complement_at(end, true);
    }
    if (k != 0) {
      const Hit* s = k < last_ ? hit(k, w_.side) : nullptr;
      const Hit* o = k < last_ ? hit(k, w_.org) : nullptr;
      const Hit* a = k < last_ ? hit(k, w_.actor) : nullptr;
      const Hit* l = k < last_ ? hit(k, w_.label) : nullptr;
      if (a != nullptr) {
        end = a->last;
        actor.id = a->sense->id;  // "a representative of the Coordination Headquarters"
        if (const auto* entry = g_.parties->actor(actor.id); entry != nullptr) party = entry->side;
      } else if (s != nullptr) {
        if (party.empty()) party = s->sense->id;
        end = s->last;
        if (end < last_ && is_mark(end, "'s")) ++end;
        if (const Hit* more = end < last_ ? hit(end, w_.org) : nullptr; more != nullptr) {
          actor.id = std::string(party) + ":" + more->sense->id;
          end = more->last;
        } else if (const Hit* office = end < last_ ? hit(end, w_.role) : nullptr;
                   office != nullptr) {
          end = office->last;
        } else if (const Hit* force = end < last_ ? hit(end, w_.label) : nullptr;
                   force != nullptr) {
          end = force->last;
        } else if (s->sense->features.test(w_.f_adjective) && end + 1 < last_ &&
                   token(end).kind == language::TokenKind::word && !token(end).capital &&
                   (hit(end + 1, w_.actor) != nullptr || name_end(end + 1) > end + 2)) {
          ++end;  // "the head of the Sudrian delegation Aurel Davan"
        }
      } else if (o != nullptr) {
        end = o->last;
        bureau = o;
        const std::uint32_t of = hit(end, w_.of) != nullptr ? end + 1 : end;
        const Hit* land = of < last_ ? hit(of, w_.side) : nullptr;
        if (land != nullptr && (of > end || land->sense->features.test(w_.f_gen))) {
          party = land->sense->id;
          end = land->last;
        }
      } else if (l != nullptr) {
        end = l->last;
      }
    }
    // "the representative at the talks Ivan Arden": what the office is about, before the name.
    end = behind_matter(end, role->sense->features);
    // The person's name: "Ombudsman Dmytro Lubinets".
    if (end < last_ && is_mark(end, ",")) {
      if (const Hit* person = end + 1 < last_ ? hit(end + 1, w_.actor) : nullptr;
          person != nullptr) {
        end += 1;
      } else if (const std::uint32_t named = name_end(end + 1);
                 named > end + 2 && named < last_ && is_mark(named, ",")) {
        end += 1;  // "the country's premier, Aurel Davan, confirmed"
      }
    }
    const Hit* person = end < last_ ? hit(end, w_.actor) : nullptr;
    if (person != nullptr) {
      actor.id = person->sense->id;
      end = person->last;
      if (const auto* entry = g_.parties->actor(actor.id); entry != nullptr) party = entry->side;
    } else if (const std::uint32_t named = name_end(end);
               named > end && !role->sense->features.test(w_.f_plural)) {
      end = named;
      // A first name may stand before a known surname: "Volodymyr Zelenskyy".
      for (std::uint32_t t = role->last; t < named; ++t) {
        if (const Hit* inside = hit(t, w_.actor); inside != nullptr) {
          actor.id = inside->sense->id;
          if (const auto* entry = g_.parties->actor(actor.id); entry != nullptr)
            party = entry->side;
        }
      }
    } else if (actor.id.empty() && !party.empty()) {
      actor.id = office_of(party, *role);
    } else if (actor.id.empty()) {
      actor.id = role->sense->id;
    }
    actor.side = party;
    actor.kind = "role";
    actor.role = role->sense->id;
    // Who announces its own people's return speaks through whomever it sends.
    if (bureau != nullptr && party.empty() && actor.id == role->sense->id &&
        !bureau->sense->value("announces").empty()) {
      actor.id = actor.role = bureau->sense->id;
      actor.announces = true;
    }
    actor.last = end;
    actor.cases = role->sense->features & w_.cases;
    return actor;
  }
  if (side == nullptr || token(i).kind != language::TokenKind::word) {
    const std::uint32_t end = name_end(i);
    const Hit* place = hit(i, w_.place);
    if (place != nullptr && place->last >= end) return std::nullopt;  // towns do not speak
    const Hit* people = hit(i, w_.pop);
    if (people != nullptr && people->last >= end) return std::nullopt;  // "POWs"
    if (end > i && i == at) {
      actor.kind = "name";
      actor.last = end;
      actor.cases = w_.cases;  // not known: any, but behind a preposition none that acts
      if (at > first_ && hit(at - 1, w_.prep) != nullptr) actor.cases.reset(w_.f_nom);
      for (std::uint32_t k = i; k < end; ++k) {
        if (const Hit* inside = hit(k, w_.actor); inside != nullptr) {
          actor.id = inside->sense->id;
          actor.last = inside->last;
          if (const auto* entry = g_.parties->actor(actor.id); entry != nullptr) {
            actor.side = entry->side;
            actor.kind = entry->kind;
          }
          break;
        }
      }
      return actor;
    }
  }
  return std::nullopt;
}

void LatticeBuilder::add_actor(ActorMention actor, bool known, bool person) {
  actor.name = lattice_.words(actor.first, actor.last);
  Chunk& chunk = add(w_.actor, actor.first, actor.last);
  chunk.payload = static_cast<std::int32_t>(lattice_.actors.size());
  if (actor.kind == "organisation" && !actor.side.empty()) chunk.features.set(w_.f_side);
  if (known) chunk.features.set(w_.f_known);
  if (person) chunk.features.set(w_.f_person);
  chunk.features |= actor.cases;
  lattice_.actors.push_back(std::move(actor));
}

void LatticeBuilder::find_actors() {
  for (std::uint32_t i = first_; i < last_;) {
    if ((starts_[i] & Vocabulary::kActor) == 0 || taken_[i] != 0) {
      ++i;
      continue;
    }
    auto actor = actor_at(i);
    if (actor) {
      const bool known = !actor->id.empty();
      const bool person = actor->kind == "person" || actor->kind == "name" || actor->kind == "role";
      const std::uint32_t next = actor->last;
      add_actor(std::move(*actor), known, person);
      i = std::max(next, i + 1);
      continue;
    }
    // A party speaks too: "Kyiv said".
    const Hit* side = hit(i, w_.side);
    // "росіяни віддали", "росіянам передали": its people act for it, where the case says so.
    const bool people =
        side != nullptr && side->sense->features.test(w_.f_demonym) &&
        (side->sense->features.test(w_.f_nom) || side->sense->features.test(w_.f_dat)) &&
        side->sense->features.test(w_.f_plural);
    // "the Sudrians handed over": without cases, the article makes them the party.
    const bool party_named = side != nullptr && !g_.traits.cases && i > first_ &&
                             side->sense->features.test(w_.f_demonym) &&
                             is_a(i - 1, w_.article, "the");
    if (side != nullptr && (people || party_named || !side->sense->features.test(w_.f_demonym)) &&
        !side->sense->features.test(w_.f_adjective)) {
      ActorMention party;
      party.id = side->sense->id;
      party.side = side->sense->id;
      party.kind = "party";
      party.first = i;
      party.last = side->last;
      party.cases = side->sense->features & w_.cases;
      if (behind_preposition(i)) {  // "on the territory of the RF"
        party.cases.reset(w_.f_nom);
        if (hit(i - 1, w_.prep) == nullptr || !hit(i - 1, w_.prep)->sense->is("to"))
          party.cases.reset(w_.f_dat);
      }
      add_actor(std::move(party), true, false);
      lattice_.actors.back().kind = "party";
      chunks_.back().features.set(w_.f_side);
      i = side->last;
      continue;
    }
    ++i;
  }
}

}  // namespace nostos::reading
