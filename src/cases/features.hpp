// Which security features can be looked for on which documents.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace skranke::cases {

inline constexpr std::size_t features_drawn = 3;  // SPEC: ETSI TS 119 461, VAL-8.3.3-07X

struct FeatureSet {
  std::vector<std::string> kinds;
  std::string form;              // "physical", "app"
  std::vector<std::string> ids;  // features_drawn at least
};

// A number below another one, each as likely.
using Draw = std::function<std::uint64_t(std::uint64_t below)>;

class FeatureList {
 public:
  explicit FeatureList(std::vector<FeatureSet> sets) : sets_{std::move(sets)} {}

  // features_drawn different ones, in the order of the file so that the same draw reads the same; empty where
  // nothing is known of such a document.
  [[nodiscard]] std::vector<std::string> draw(std::string_view kind, std::string_view form,
                                              const Draw& draw) const;

  [[nodiscard]] const std::vector<FeatureSet>& sets() const { return sets_; }

 private:
  std::vector<FeatureSet> sets_;
};

// From data/features.toml. Empty where there are findings.
[[nodiscard]] std::optional<FeatureList> read_features(std::string_view file, std::string_view text,
                                                       std::vector<base::Finding>& findings);

}  // namespace skranke::cases
