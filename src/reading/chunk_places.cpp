// SPDX-License-Identifier: Apache-2.0
#include "reading/chunk_places.h"

#include <array>

namespace nostos::reading {

ChunkPlaces::ChunkPlaces(const Lattice& lattice, const Vocabulary& words) {
  std::array<Places*, language::kClassLimit> wanted{};
  const auto want = [&wanted](Symbol cls, Places& places) {
    if (cls >= wanted.size()) return;
    wanted[cls] = &places;
    places.reserve(32);  // as a usual text has
  };
  want(words.side, sides);
  want(words.qtys, counts);
  want(words.label, nouns);
  want(words.pop, nouns);
  want(words.place, sites);
  for (std::uint32_t s = 0; s < lattice.sentences.size(); ++s) {
    const Sentence& sentence = lattice.sentences[s];
    for (std::uint32_t c = sentence.chunk_first; c < sentence.chunk_last; ++c) {
      const Symbol cls = lattice.chunks[c].cls;
      if (cls < wanted.size() && wanted[cls] != nullptr) wanted[cls]->push_back({s, c});
    }
  }
}

}  // namespace nostos::reading
