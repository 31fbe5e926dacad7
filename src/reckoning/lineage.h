// SPDX-License-Identifier: Apache-2.0
// Lineage: which reports repeat one text or one statement. Shingles find reprints; figures that
// stand in the same places find translations and retellings, whatever the language. A family of
// copies is one origin, however many it has. Where a copy departs from what it repeats, the
// difference is told: an ordinal off by one, a digit, a weekday.
//
// A ritual text with other figures is no copy: two bulletins in the same words about two exchanges
// stay two. Work grows with the number of reports; the outcome does not depend on their order.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/exchange_view.h"
#include "domain/reading.h"

namespace nostos::reckoning {

enum class Copying { reprint, translation, retelling };
std::string_view name(Copying copying);

// One figure of a report by what it stands for: ("main", "total", "UA") → 3135.
struct Figure {
  std::int64_t value = 0;
  std::size_t claim = 0;  // index into the reading's claims
};

struct Difference {
  std::string what;   // "the running total of UA"
  std::string kind;   // "off by one", "one digit differs", "two digits are swapped", …
  std::string words;  // "3035 for 3135"
  std::size_t original_claim = 0;
  std::size_t copy_claim = 0;
};

struct CopyLink {
  std::uint32_t original = 0;  // indexes into the readings
  std::uint32_t copy = 0;
  bool order_known = false;  // published on different days; else which is the copy is open
  Copying copying = Copying::reprint;
  int text_percent = 0;  // of the smaller text that is in the other
  std::size_t figures_shared = 0;
  std::vector<Difference> differences;
};

class Lineage {
 public:
  Lineage();
  ~Lineage();
  Lineage(Lineage&&) noexcept;
  Lineage& operator=(Lineage&&) noexcept;

  void put(std::uint32_t reading, const domain::Reading& about);
  void drop(std::uint32_t reading, const std::vector<std::uint32_t>& rank);

  // Finds the families again. `readings` by index, null where there is none; `rank`: the place of
  // each in the order of digests, which may grow between calls but never turns two readings round.
  // Gives the readings whose origin changed, or whether they have copies.
  std::vector<std::uint32_t> find(const std::vector<const domain::Reading*>& readings,
                                  const std::vector<std::uint32_t>& rank);

  // The report that stands for the family: the earliest, itself when it has no copy.
  std::uint32_t origin_of(std::uint32_t reading) const { return origin_[reading]; }
  bool has_copies(std::uint32_t reading) const { return family_size_[origin_[reading]] > 1; }
  // How a report repeats its origin; nothing when it does not.
  const std::optional<CopyLink>& link(std::uint32_t reading) const { return links_[reading].link; }
  // All that repeat another report, and those of them that depart from it, in order of digests.
  const std::vector<std::uint32_t>& copies() const { return copies_; }
  const std::vector<std::uint32_t>& departing() const { return departing_; }
  // Counts the changes of a link.
  std::uint64_t link_version(std::uint32_t reading) const { return links_[reading].version; }

 private:
  void list(const std::vector<std::uint32_t>& changed, const std::vector<std::uint32_t>& rank);

  class Families;
  struct Linked {
    std::uint64_t version = 0;
    std::optional<CopyLink> link;
  };
  std::unique_ptr<Families> families_;
  std::vector<std::uint32_t> origin_;
  std::vector<std::uint32_t> family_size_;
  std::vector<Linked> links_;
  std::vector<std::uint32_t> copies_;
  std::vector<std::uint32_t> departing_;
  std::uint64_t versions_ = 0;
};

}  // namespace nostos::reckoning
