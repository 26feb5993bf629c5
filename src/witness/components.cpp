#include "witness/components.hpp"

#include <algorithm>
#include <utility>

namespace skranke::witness {
namespace {

constexpr std::uint32_t unseen = 0;

class Tarjan {
 public:
  Tarjan(std::uint32_t count, const Groups& out, std::span<const std::uint32_t> to)
      : out_{out}, to_{to}, order_(count), low_(count), component_(count, none) {}

  std::vector<std::uint32_t> run() {
    for (std::uint32_t node = 0; node < order_.size(); ++node) {
      if (order_[node] == unseen) visit(node);
    }
    return std::move(component_);
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffffU;
  struct Frame {
    std::uint32_t node;
    std::uint32_t next;  // of its edges
  };

  void enter(std::uint32_t node) {
    order_[node] = low_[node] = ++seen_;
    open_.push_back(node);
    frames_.push_back({.node = node, .next = 0});
  }

  void visit(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const auto edges = out_[frame.node];
      if (frame.next == edges.size()) {
        leave();
        continue;
      }
      const std::uint32_t end = to_[edges[frame.next++]];
      if (order_[end] == unseen) {
        enter(end);
      } else if (component_[end] == none) {
        low_[frame.node] = std::min(low_[frame.node], order_[end]);
      }
    }
  }

  void leave() {
    const std::uint32_t node = frames_.back().node;
    frames_.pop_back();
    if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
    if (low_[node] != order_[node]) return;
    std::uint32_t member = none;
    do {
      member = open_.back();
      open_.pop_back();
      component_[member] = node;
    } while (member != node);
  }

  const Groups& out_;
  std::span<const std::uint32_t> to_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::uint32_t seen_ = 0;
};

}  // namespace

std::vector<std::uint32_t> strong_components(std::uint32_t count, const Groups& out,
                                             std::span<const std::uint32_t> to) {
  return Tarjan{count, out, to}.run();
}

}  // namespace skranke::witness
