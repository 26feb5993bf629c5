#include "app/metrics.hpp"

#include <cstdint>
#include <exception>

#include "app/process_figures.hpp"
#include "base/service_limits.hpp"

namespace skranke::app {
namespace {

using http::watch::Exposition;
using http::watch::Kind;

// A gauge or counter of each origin.
template <class Member>
void write_each(Exposition& out, const auto& origins, std::string_view name, Kind kind, std::string_view help,
                Member member) {
  out.family(name, kind, help);
  for (const auto& [origin, meters] : origins)
    out.sample({{"origin", origin}}, std::uint64_t{((*meters).*member).load(std::memory_order_relaxed)});
}

void write_process(Exposition& out) {
  out.family("skranke_build", Kind::info, "The program that runs.");
  out.sample({{"version", SKRANKE_VERSION}}, std::uint64_t{1});
  const ProcessFigures process = process_figures();
  out.family("process_resident_memory_bytes", Kind::gauge, "Resident memory.");
  out.sample({}, process.resident_bytes);
  out.family("process_virtual_memory_bytes", Kind::gauge, "Virtual memory.");
  out.sample({}, process.virtual_bytes);
  out.family("process_cpu_seconds", Kind::counter, "Time on processors, of user and system.");
  out.sample({}, process.cpu_seconds);
  out.family("process_start_time_seconds", Kind::gauge, "When the process started, since 1970.");
  out.sample({}, process.started_at);
  out.family("process_open_fds", Kind::gauge, "File descriptors that are open.");
  out.sample({}, process.open_files);
  out.family("process_max_fds", Kind::gauge, "File descriptors that may be.");
  out.sample({}, process.open_files_max);
}

}  // namespace

void Metrics::add_origin(std::string_view origin, std::shared_ptr<const http::Meters> meters) {
  origins_.emplace_back(origin, std::move(meters));
}

void Metrics::set_database(storage::Database& database) {
  outboxes_.emplace(
      [&database]() -> std::optional<storage::OutboxCounts> {
        try {
          const auto counted = storage::count_outboxes(database);
          return counted ? std::optional{*counted} : std::nullopt;
        } catch (const std::exception&) {
          return std::nullopt;
        }
      },
      base::limits::ready_deadline, base::limits::outbox_counted_again);
}

void Metrics::write_http(Exposition& out) const {
  std::vector<std::pair<std::string_view, std::vector<http::Meters::Row>>> all;
  for (const auto& [origin, meters] : origins_) all.emplace_back(origin, meters->rows());
  out.family("skranke_http_requests", Kind::counter, "Requests answered, by the pattern of their path.");
  for (const auto& [origin, rows] : all) {
    for (const auto& row : rows) {
      for (const auto& [status, count] : row.statuses)
        out.sample({{"origin", origin},
                    {"route", row.route},
                    {"method", row.method},
                    {"status", std::to_string(status)}},
                   count);
    }
  }
  out.family("skranke_http_request_duration_seconds", Kind::histogram,
             "From a whole request to its answer, the wait for a thread included.");
  for (const auto& [origin, rows] : all) {
    for (const auto& row : rows)
      out.times({{"origin", origin}, {"route", row.route}, {"method", row.method}}, row.times);
  }
  write_each(out, origins_, "skranke_http_connections", Kind::gauge, "Connections that are open.",
             &http::Meters::connections);
  write_each(out, origins_, "skranke_http_connections_refused", Kind::counter,
             "Connections turned away: too many were open.", &http::Meters::connections_refused);
  write_each(out, origins_, "skranke_http_event_streams", Kind::gauge, "Event streams that are open.",
             &http::Meters::event_streams);
  write_each(out, origins_, "skranke_http_work", Kind::gauge,
             "Answers that wait for a thread or are at work on one.", &http::Meters::waiting);
  write_each(out, origins_, "skranke_http_work_refused", Kind::counter,
             "Requests turned away: too many answers waited.", &http::Meters::work_refused);
}

void Metrics::write_database(Exposition& out) const {
  const std::pair<std::string_view, const storage::Asked*> ways[]{{"read", &of_database_.reads},
                                                                  {"write", &of_database_.writes}};
  out.family("skranke_database_operations", Kind::counter,
             "Transactions of the database, by how they ended.");
  for (const auto& [way, asked] : ways) {
    for (std::size_t at = 0; at < storage::Asked::all_ends.size(); ++at)
      out.sample({{"operation", way}, {"end", storage::Asked::all_ends[at]}},
                 asked->ends[at].load(std::memory_order_relaxed));
  }
  out.family("skranke_database_operation_duration_seconds", Kind::histogram,
             "Transactions of the database, the wait for a connection or the disk included.");
  for (const auto& [way, asked] : ways) out.times({{"operation", way}}, asked->times.counts());
}

void Metrics::write_outboxes(Exposition& out) {
  const auto counts = outboxes_->answer().value_or(std::nullopt);
  out.family("skranke_database_up", Kind::gauge, "1: the database answered when the outboxes were counted.");
  out.sample({}, std::uint64_t{counts ? 1U : 0U});
  if (!counts) return;
  const auto number = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
  out.family("skranke_outbox_messages", Kind::gauge, "Mails and text messages that are not sent.");
  out.sample({{"state", "waiting"}}, number(counts->messages_waiting));
  out.sample({{"state", "given-up"}}, number(counts->messages_given_up));
  out.family("skranke_outbox_handovers", Kind::gauge, "Decided cases and notices that are not handed over.");
  out.sample({{"state", "waiting"}}, number(counts->handovers_waiting));
  out.sample({{"state", "failed"}}, number(counts->handovers_failed));
  out.family("skranke_log_waiting", Kind::gauge, "Changes that are kept and not in the log yet.");
  out.sample({}, number(counts->log_waiting));
}

std::string Metrics::text(http::watch::Format format) {
  Exposition out{format};
  write_http(out);
  if (outboxes_) {
    write_database(out);
    write_outboxes(out);
  }
  for (const auto& write : further_) write(out);
  write_process(out);
  return std::move(out).finish();
}

}  // namespace skranke::app
