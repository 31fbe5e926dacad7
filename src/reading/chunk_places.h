// SPDX-License-Identifier: Apache-2.0
// ChunkPlaces: where the chunks of a few classes stand in a text. They are found in one walk over
// all its chunks, so that nobody who looks for one class need walk over the others.
#pragma once

#include <cstdint>
#include <vector>

#include "reading/chunks.h"

namespace nostos::reading {

struct ChunkPlaces {
  struct Place {
    std::uint32_t sentence = 0;
    std::uint32_t chunk = 0;  // into Lattice::chunks
  };
  using Places = std::vector<Place>;  // in the order of the text

  ChunkPlaces(const Lattice& lattice, const Vocabulary& words);

  Places sides;
  Places counts;  // lists of counts of people
  Places nouns;   // that name people: labels and populations
  Places sites;   // of the gazetteer
};

}  // namespace nostos::reading
