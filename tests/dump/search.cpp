#include "dump/search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "dump/chance.hpp"
#include "dump/digests.hpp"
#include "dump/filter.hpp"
#include "dump/numbers.hpp"
#include "dump/parallel.hpp"
#include "dump/views.hpp"

namespace skranke::dump {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
constexpr std::size_t window_bytes = 8;
constexpr std::size_t hits_max = 40;
constexpr std::size_t numbers_at_once = 16;

struct Source {
  const File* file;
  View view;
};

// A hash that may be there.
struct Possible {
  std::uint64_t window;
  std::uint32_t candidate;
  std::uint16_t form;
  std::uint16_t input;
};

// Hexadecimal digits are decoded in a view of their own; eight of them as a digest are one in three hundred
// million.
bool is_hex_text(const char* bytes) {
  return std::all_of(bytes, bytes + window_bytes,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

class Search {
 public:
  Search(const std::vector<File>& files, const Wish& wish)
      : wish_{wish}, inputs_{wish.salts}, watched_{wish.candidates, wish.true_numbers} {
    for (const File& file : files) {
      report_.bytes += file.bytes.size();
      for (View& view : views_of(file.bytes)) sources_.push_back({&file, std::move(view)});
    }
    for (const Source& source : sources_) {
      for (std::size_t at = 0; at < source.view.bytes.size(); at += piece_bytes)
        pieces_.push_back({&source, at, std::min(source.view.bytes.size(), at + piece_bytes)});
    }
    report_.candidates = wish.hashed.size();
  }

  Report run() {
    read_numbers_of_all();
    if (!wish_.hashes_too) return std::move(report_);
    const Filter there = filter_of_windows();
    std::vector<Possible> possible = hash_candidates(there);
    confirm(possible);
    return std::move(report_);
  }

 private:
  struct Piece {
    const Source* source;
    std::size_t first;
    std::size_t last;
  };
  struct Found {
    std::unordered_map<std::uint64_t, std::pair<const Source*, std::size_t>> true_ones;  // where first
    std::unordered_set<std::uint64_t> others;
  };
  using FoundByForm = std::map<std::string, Found>;

  void tell(std::string_view what, std::uint64_t done, std::uint64_t total) const {
    if (wish_.progress) wish_.progress(what, done, total);
  }
  static std::string place(const Source& source, std::size_t at) {
    return source.file->name + " " + source.view.name + " " + std::to_string(source.view.offset_of(at));
  }

  template <class Work>
  void each_piece(std::string_view what, Work work) {
    in_parallel(
        pieces_.size(), [&](std::size_t thread, std::uint64_t i) { work(thread, pieces_[i]); },
        [&](std::uint64_t done) { tell(what, done, pieces_.size()); });
  }

  void read_numbers_of_all();
  Filter filter_of_windows();
  std::vector<Possible> hash_candidates(const Filter& there);
  void confirm(std::vector<Possible>& possible);
  void add_hit(const std::string& form, std::uint64_t number, const Source& source, std::size_t at) {
    if (report_.hits.size() < hits_max)
      report_.hits.push_back({.number = number, .form = form, .place = place(source, at)});
  }

  const Wish& wish_;
  Inputs inputs_;
  Watched watched_;
  std::vector<Source> sources_;
  std::vector<Piece> pieces_;
  std::uint64_t windows_ = 0;
  Report report_;
};

void Search::read_numbers_of_all() {
  const auto names = number_forms();
  const std::size_t views = 3;
  std::vector<std::vector<Found>> found(thread_count());
  for (auto& each : found) each.resize(names.size() * views);
  const auto wanted = [this](std::uint64_t number) { return watched_.kind_of(number) != 0; };
  each_piece("reading", [&](std::size_t thread, const Piece& piece) {
    const auto view = static_cast<std::size_t>(piece.source - sources_.data()) % views;
    read_numbers(piece.source->view.bytes, piece.first, piece.last, wanted,
                 [&](std::size_t form, std::uint64_t number, std::size_t at) {
                   Found& into = found[thread][form * views + view];
                   if (watched_.kind_of(number) == 1) {
                     into.true_ones.try_emplace(number, piece.source, at);
                   } else {
                     into.others.insert(number);
                   }
                 });
  });
  for (std::size_t i = 0; i < names.size() * views; ++i) {
    Found all = std::move(found[0][i]);
    for (std::size_t thread = 1; thread < found.size(); ++thread) {
      all.true_ones.merge(found[thread][i].true_ones);
      all.others.merge(found[thread][i].others);
    }
    if (all.true_ones.empty()) continue;
    Form form{.name = names[i / views] + ", " + sources_[i % views].view.name,
              .true_found = all.true_ones.size(),
              .by_chance = watched_.by_chance(all.others.size()),
              .is_leak = watched_.is_leak(all.true_ones.size(), all.others.size())};
    if (form.is_leak) {
      std::size_t shown = 0;
      for (const auto& [number, where] : all.true_ones)
        if (++shown <= 3) add_hit(form.name, number, *where.first, where.second);
    }
    report_.forms.push_back(std::move(form));
  }
}

Filter Search::filter_of_windows() {
  std::uint64_t bytes = 0;
  for (const Source& source : sources_) bytes += source.view.bytes.size();
  Filter filter{bytes};
  std::atomic<std::uint64_t> windows = 0;
  each_piece("indexing", [&](std::size_t, const Piece& piece) {
    const std::string& all = piece.source->view.bytes;
    std::uint64_t count = 0;
    for (std::size_t at = piece.first; at < piece.last && at + window_bytes <= all.size(); ++at) {
      if (is_hex_text(&all[at])) continue;
      filter.add(window_at(&all[at]));
      ++count;
    }
    windows += count;
  });
  windows_ = windows;
  return filter;
}

std::vector<Possible> Search::hash_candidates(const Filter& there) {
  const std::size_t forms = digest_forms().size();
  const std::size_t each = forms * inputs_.count();
  std::vector<std::vector<Possible>> possible(thread_count());
  const std::vector<Hasher> hashers(thread_count());
  constexpr std::uint64_t a_piece = 2'000;
  in_parallel((wish_.hashed.size() + a_piece - 1) / a_piece,
              [&](std::size_t thread, std::uint64_t piece) {
                Digest digest{};
                std::string text;
                std::vector<std::uint64_t> windows(each * numbers_at_once);
                const std::uint64_t end = std::min(wish_.hashed.size(), (piece + 1) * a_piece);
                for (std::uint64_t first = piece * a_piece; first < end; first += numbers_at_once) {
                  const std::uint64_t count = std::min<std::uint64_t>(numbers_at_once, end - first);
                  auto* next = windows.data();
                  for (std::uint64_t i = first; i < first + count; ++i) {
                    const std::uint64_t number = wish_.hashed.number_at(i);
                    for (std::size_t input = 0; input < inputs_.count(); ++input) {
                      inputs_.text(input, number, text);
                      for (std::size_t form = 0; form < forms; ++form) {
                        hashers[thread].hash(form, text, digest);
                        *next = window_at(reinterpret_cast<const char*>(digest.data()));
                        there.prefetch(*next++);
                      }
                    }
                  }
                  for (std::size_t i = 0; i < each * count; ++i) {
                    if (!there.may_have(windows[i])) continue;
                    possible[thread].push_back({windows[i], static_cast<std::uint32_t>(first + i / each),
                                                static_cast<std::uint16_t>(i % each % forms),
                                                static_cast<std::uint16_t>(i % each / forms)});
                  }
                }
              },
              [&](std::uint64_t done) { tell("hashing", done * a_piece, wish_.hashed.size()); });
  report_.hashes = wish_.hashed.size() * each;
  std::vector<Possible> all;
  for (auto& some : possible) {
    all.insert(all.end(), some.begin(), some.end());
    some = {};
  }
  return all;
}

void Search::confirm(std::vector<Possible>& possible) {
  std::ranges::sort(possible, {}, &Possible::window);
  Filter wanted{possible.size()};
  for (const Possible& one : possible) wanted.add(one.window);
  std::mutex one_at_a_time;
  std::map<std::pair<std::uint16_t, std::uint16_t>,
           std::map<std::uint32_t, std::pair<const Source*, std::size_t>>>
      found;
  const Hasher hasher;
  each_piece("confirming", [&](std::size_t, const Piece& piece) {
    const std::string& all = piece.source->view.bytes;
    for (std::size_t at = piece.first; at < piece.last && at + window_bytes <= all.size(); ++at) {
      const std::uint64_t window = window_at(&all[at]);
      if (!wanted.may_have(window)) continue;
      for (const Possible& one : std::ranges::equal_range(possible, window, {}, &Possible::window)) {
        const std::scoped_lock lock{one_at_a_time};
        found[{one.form, one.input}].try_emplace(one.candidate, piece.source, at);
      }
    }
  });
  report_.hashed_by_chance = static_cast<double>(windows_) * static_cast<double>(report_.hashes) / 0x1p64;
  for (const auto& [which, numbers] : found) {
    const DigestForm& digest = digest_forms()[which.first];
    Form form;
    form.name.append(digest.name).append(" of ").append(inputs_.name(which.second));
    form.by_chance = static_cast<double>(windows_) * static_cast<double>(watched_.true_count()) / 0x1p64;
    for (const auto& [candidate, where] : numbers) {
      ++report_.hashed_found;
      const std::uint64_t number = wish_.hashed.number_at(candidate);
      if (watched_.kind_of(number) != 1) continue;
      ++form.true_found;
      std::string text;
      Digest whole{};
      inputs_.text(which.second, number, text);
      hasher.hash(which.first, text, whole);
      const std::string& all = where.first->view.bytes;
      std::size_t same = window_bytes;
      while (same < digest.bytes && where.second + same < all.size() &&
             static_cast<unsigned char>(all[where.second + same]) == whole[same])
        ++same;
      if (form.true_found <= 3)
        add_hit(form.name + ", " + std::to_string(same) + " bytes", number, *where.first, where.second);
    }
    form.is_leak = form.true_found > 0;
    if (form.is_leak) report_.forms.push_back(std::move(form));
  }
}

}  // namespace

bool Report::is_clean() const {
  return std::ranges::none_of(forms, [](const Form& form) { return form.is_leak; });
}

Report search(const std::vector<File>& files, const Wish& wish) { return Search{files, wish}.run(); }

}  // namespace skranke::dump
