#include "ledger/tree.hpp"

#include <array>
#include <map>
#include <utility>

#include <gtest/gtest.h>

#include "base/hex.hpp"

namespace skranke::ledger {
namespace {

using namespace std::string_view_literals;

// The leaves and roots that implementations of Certificate Transparency are tried with.
constexpr std::array leaves{"\x00"sv.substr(1),
                            "\x00"sv,
                            "\x10"sv,
                            "\x20\x21"sv,
                            "\x30\x31"sv,
                            "\x40\x41\x42\x43"sv,
                            "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
                            "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv};
constexpr std::array roots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Tree, HasTheRootsOfOthers) {
  EXPECT_EQ(base::hex_of(bytes_of(Frontier{}.root())),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Frontier frontier;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    frontier.add(leaf_hash(leaves.at(i)));
    EXPECT_EQ(base::hex_of(bytes_of(frontier.root())), roots.at(i)) << i + 1 << " leaves";
  }
}

TEST(Tree, GoesOnFromWhatWasKept) {
  std::map<std::pair<unsigned, std::uint64_t>, Hash> kept;
  Frontier whole;
  for (std::uint64_t size = 0; size < 300; ++size) {
    std::vector<Hash> subtrees;
    for (const Node& node : subtrees_of(size)) subtrees.push_back(kept.at({node.level, node.index}));
    Frontier again{size, std::move(subtrees)};
    ASSERT_EQ(again.root(), whole.root()) << size;
    const Hash leaf = leaf_hash(std::to_string(size));
    again.add(leaf);
    whole.add(leaf, [&](const Node& node, const Hash& hash) { kept[{node.level, node.index}] = hash; });
    ASSERT_EQ(again.root(), whole.root()) << size;
  }
}

}  // namespace
}  // namespace skranke::ledger
