// SPDX-License-Identifier: Apache-2.0
// Verb groups: "have all been released" is one chunk: FREE, passive, actual.
#include "reading/lattice_builder.h"

namespace nostos::reading {

void LatticeBuilder::find_verbs() {
  for (const Hit& verb : hits_of_sentence()) {
    const Features& f = verb.sense->features;
    if (!w_.is_verb(f) || verb.cls == w_.aux) continue;
    const bool base = f.test(w_.f_base);
    const bool past = f.test(w_.f_past);
    const bool pp = f.test(w_.f_pp);
    const bool ing = f.test(w_.f_ing);
    const bool infinitive = f.test(w_.f_inf);  // of languages that have a form for it
    // "in return": no verb. "– przekazał rzecznik": here the verb of giving is one of saying.
    const auto silenced_by = [&](const Hit* other) {
      const bool says = verb.cls == w_.say;
      return other != nullptr && other->last >= verb.last && !(says && other->sense->is("say"));
    };
    if (silenced_by(hit(verb.first, w_.not_verb)) ||
        (verb.first > first_ && silenced_by(hit(verb.first - 1, w_.not_verb))))
      continue;
    // "the return of", "the freed": nouns, whatever they look like.
    if (verb.first > first_ && hit(verb.first - 1, w_.det) != nullptr &&
        hit(verb.first - 1, w_.adv) == nullptr) {
      continue;
    }
    // Walk left over auxiliaries and adverbs.
    bool be = false, have = false, will = false, to = false, modal = false, planned = false;
    bool negative = false, failed = false, begun = false, managed = false;
    std::uint32_t start = verb.first;
    bool so_far = false;
    bool still = false;
    int adverbs = 0;
    for (int guard = 0; guard < 8 && start > first_; ++guard) {
      const Hit* aux = nullptr;
      std::uint32_t from = start;
      for (std::uint32_t back = 1; back <= 4 && back <= start - first_; ++back) {
        const Hit* candidate = hit(start - back, w_.aux);
        if (candidate != nullptr && candidate->last == start) {
          aux = candidate;
          from = start - back;
        }
      }
      if (aux == nullptr) {
        const Hit* adverb = nullptr;
        for (std::uint32_t back = 1; back <= 3 && back <= start - first_; ++back) {
          const Hit* candidate = hit(start - back, w_.adv);
          if (candidate != nullptr && candidate->last == start) adverb = candidate;
        }
        if (adverbs < 2 && adverb != nullptr) {
          start = adverb->first;
          so_far = so_far || adverb->sense->is("sofar");
          still = still || adverb->sense->is("still");
          ++adverbs;
          continue;
        }
        break;
      }
      const auto is = [aux](Name::Literal id) { return aux->sense->is(id); };
      be = be || is("be");
      have = have || is("have");
      will = will || is("will");
      to = to || is("to");
      modal = modal || is("modal");
      planned = planned || is("plan");
      negative = negative || is("not");
      failed = failed || is("fail");
      begun = begun || is("begin");
      managed = managed || is("manage");
      if (is("will_be")) will = be = true;
      if (is("plan_be")) planned = be = true;
      if (is("not_be")) negative = be = true;
      start = from;
    }
    // "вернуть удалось 168": languages with free word order say it the other way round.
    if (infinitive && !managed && !planned && verb.last < last_) {
      const Hit* behind = hit(verb.last, w_.aux);
      managed = behind != nullptr && behind->sense->is("manage");
    }
    // Trailing adverbs are part of what stands before the verb, not of the group.
    Chunk& chunk = add(verb.cls, start, verb.last);
    chunk.sense = verb.sense;
    chunk.features = f;
    const bool passive = (be && pp) || f.test(w_.f_pass);
    if (passive) chunk.features.set(w_.f_pass);
    if (!be && have && pp) chunk.features.set(w_.f_perfect);
    const bool finite = (past && !be) || f.test(w_.f_pres) || (have && pp && !be) ||
                        (base && (will || modal || !to)) ||
                        (infinitive && (will || modal || managed || begun));
    if (finite && !passive) chunk.features.set(w_.f_act);
    if (pp && !be && !have) chunk.features.set(w_.f_part);
    if ((base && to) || (to && be)) chunk.features.set(w_.f_inf);
    if (infinitive && finite) chunk.features.reset(w_.f_inf);
    if (ing && be) chunk.features.set(w_.f_act);
    if (will || planned) chunk.features.set(w_.f_planned);
    if (modal) chunk.features.set(w_.f_cond);
    if (negative) chunk.features.set(w_.f_neg);
    if (failed) chunk.features.set(w_.f_failed);
    if (so_far) chunk.features.set(w_.f_sofar);
    if (still) chunk.features.set(w_.f_still);
    if (begun) chunk.features.set(w_.f_begun);
  }
}

}  // namespace nostos::reading
