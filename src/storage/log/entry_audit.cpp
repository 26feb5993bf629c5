#include "storage/log/entry_audit.hpp"

#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "base/limits.hpp"
#include "ledger/note.hpp"
#include "ledger/tree.hpp"
#include "storage/log/findings.hpp"
#include "storage/log/tiles.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

std::string at_place(std::uint64_t place) { return "entry " + std::to_string(place); }

// What the audit needs of an entry: the row's entry before, and whether the row stands.
struct Link {
  std::optional<std::uint64_t> previous;
  bool is_standing = false;
};

// As ledger::read_entry, without what costs.
std::optional<Link> link_of(std::string_view text) {
  std::array<std::string_view, 6> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  Link link{.previous = {}, .is_standing = lines[5] != "-"};
  if (lines[4] == "-") return link;
  link.previous = ledger::read_whole(lines[4]);
  if (!link.previous) return std::nullopt;
  return link;
}

std::string_view text_in(const Argument& bytes) {
  const auto& span = std::get<std::span<const std::byte>>(bytes);
  return {reinterpret_cast<const char*>(span.data()), span.size()};
}

class EntryAudit {
 public:
  EntryAudit(Transaction& transaction, const AuditWish& wish, Audit& audit)
      : transaction_{transaction}, wish_{wish}, audit_{audit} {}

  Outcome<Standing> run() {
    hold_against_earlier();
    for (bool more = true; more;) {
      std::int64_t count = 0;
      const auto read = transaction_.run_each(
          "select place, entry from log_entry where place >= $1 order by place limit $2",
          std::array{Value{next_}, Value{base::limits::audit_page}}, [&](std::span<const Argument> row) {
            ++count;
            take(std::get<std::int64_t>(row[0]), text_in(row[1]));
          });
      if (!read) return std::unexpected{read.error()};
      if (tiles_.size() > base::limits::audit_tiles_max) {
        if (auto held = hold_tiles(false); !held) return std::unexpected{std::move(held.error())};
      }
      more = count == base::limits::audit_page;
      if (wish_.progress) wish_.progress(frontier_.size());
    }
    if (auto held = hold_tiles(true); !held) return std::unexpected{std::move(held.error())};
    for (const auto& earlier : wish_.earlier) {
      if (earlier.size > frontier_.size())
        find(audit_, "a checkpoint of " + std::to_string(earlier.size) +
                         " entries was seen before: the log is cut off");
    }
    audit_.size = frontier_.size();
    audit_.computed.size = frontier_.size();
    audit_.computed.root = frontier_.root();
    return std::move(standing_);
  }

 private:
  void take(std::int64_t place, std::string_view text) {
    if (place != next_) {
      find(audit_, at_place(static_cast<std::uint64_t>(next_)) + " is not there");
      // What follows has its place in the tree all the same: the root will tell.
      next_ = place;
    }
    ++next_;
    link(frontier_.size(), text);
    frontier_.add(ledger::leaf_hash(text),
                  [&](const ledger::Node& node, const ledger::Hash& hash) { put(node, hash); });
    hold_against_earlier();
  }

  void link(std::uint64_t place, std::string_view text) {
    const auto link = link_of(text);
    standing_.is_newest.push_back(link && link->is_standing);
    if (!link) return find(audit_, at_place(place) + " is no entry");
    if (link->is_standing) ++standing_.count;
    if (!link->previous) return;
    if (*link->previous >= place || !standing_.is_newest[*link->previous])
      return find(audit_, at_place(place) + " follows one that is not its row's newest");
    standing_.is_newest[*link->previous] = false;
    --standing_.count;
  }

  void hold_against_earlier() {
    for (const auto& earlier : wish_.earlier) {
      if (earlier.size == frontier_.size() && earlier.root != frontier_.root())
        find(audit_, "the first " + std::to_string(earlier.size) +
                         " entries are others than those of a checkpoint that was seen before");
    }
  }

  void put(const ledger::Node& node, const ledger::Hash& hash) {
    if (node.level % tile_levels == 0)
      tiles_[{node.level / tile_levels, static_cast<std::int64_t>(node.index / tile_width)}].append(
          ledger::bytes_of(hash));
  }

  // Lets go of those that are whole; at the end the others are held against what is kept too.
  Outcome<void> hold_tiles(bool is_end) {
    for (auto tile = tiles_.begin(); tile != tiles_.end();) {
      const bool is_whole = tile->second.size() == tile_width * ledger::hash_bytes;
      const auto kept = read_tile(transaction_, tile->first.first, tile->first.second);
      if (!kept) return std::unexpected{kept.error()};
      if ((is_whole || is_end) && *kept != tile->second)
        find(audit_, "tile " + std::to_string(tile->first.first) + "/" + std::to_string(tile->first.second) +
                         " is not that of the entries");
      tile = is_whole ? tiles_.erase(tile) : std::next(tile);
    }
    return {};
  }

  Transaction& transaction_;
  const AuditWish& wish_;
  Audit& audit_;
  std::int64_t next_ = 0;
  ledger::Frontier frontier_;
  Standing standing_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> tiles_;
};

}  // namespace

Outcome<Standing> audit_entries(Transaction& transaction, const AuditWish& wish, Audit& audit) {
  return EntryAudit{transaction, wish, audit}.run();
}

}  // namespace skranke::storage
