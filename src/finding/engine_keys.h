// SPDX-License-Identifier: Apache-2.0
// EngineKeys: NameKeys as src/names answers it. Besides the skeletons a word is filed under its
// skeleton spelled out as Latin letters write it and under its own letters: so that one wrong
// letter is one edit in whichever script it was typed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/name_keys.h"
#include "names/name_engine.h"

namespace nostos::finding {

class EngineKeys final : public NameKeys {
 public:
  // `engine` must outlive this. `tables` is a digest of what the engine was loaded from.
  EngineKeys(const names::NameEngine& engine, std::uint64_t tables);

  std::vector<std::string> keys(std::string_view word, names::NamePart part) const override;
  std::vector<std::uint32_t> same_names(std::string_view word, names::NamePart part) const override;
  std::vector<std::uint32_t> nearly_same_names(std::string_view word,
                                               names::NamePart part) const override;
  std::vector<std::uint32_t> names_with_initial(std::string_view initial,
                                                names::NamePart part) const override;
  std::vector<std::string> initials_of_same(std::string_view word,
                                            names::NamePart part) const override;
  std::string folded(std::string_view word) const override;
  std::vector<matching::Step> reasons(std::string_view sought, std::string_view registered,
                                      names::NamePart part) const override;
  std::uint64_t version() const override { return version_; }

 private:
  const names::NameEngine& engine_;
  std::uint64_t version_;
};

// Of the files an engine is loaded from, in any order of loading that is always the same.
std::uint64_t digest_of(const std::vector<names::NameFile>& files);

}  // namespace nostos::finding
