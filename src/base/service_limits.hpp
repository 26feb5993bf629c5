// Bounds of services beside the rules: what they take at once, and how long they wait. As limits.hpp, in
// sections of their own.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace skranke::base::limits {

// Messages of bookings.
inline constexpr std::size_t messages_at_once = 16;                 // claimed by one sender
inline constexpr std::chrono::seconds message_claim{600};           // longer than all of those can take
inline constexpr std::chrono::seconds message_look{2};              // between two looks at the outbox
inline constexpr std::chrono::seconds message_pause{60};            // after a first failed try
inline constexpr std::size_t message_pause_max = 86'400;            // seconds that can be asked for
inline constexpr std::chrono::seconds smtp_connect_deadline{5};     // name, TCP and TLS
inline constexpr std::chrono::seconds smtp_deadline{30};            // one mail
inline constexpr std::size_t smtp_password_bytes_max = 4UL * 1024;  // the file of it
inline constexpr std::size_t standing_messages_max = 1000;          // told by `skranke messages`

// Running a centre: hours, closures, figures.
inline constexpr std::size_t openings_a_day_max = 8;       // of one day's hours
inline constexpr std::size_t reason_bytes_max = 200;       // why a day is different, or something is closed
inline constexpr std::int32_t calendar_days_max = 31;      // of one look at the calendar
inline constexpr std::int32_t figures_days_max = 366;      // of one look at the figures
inline constexpr std::int32_t closure_days_max = 31;       // of one closure
inline constexpr std::int32_t hours_ahead_days_max = 731;  // from today to a day whose hours are said
inline constexpr std::int32_t history_changes_max = 200;   // of a centre's hours, told in one answer

// The queue of a day.
inline constexpr std::int32_t counters_of_centre_max = 64;  // numbered from 1
inline constexpr std::size_t tickets_a_day_max = 5000;      // of one centre
inline constexpr std::size_t services_called_max = 64;      // that a counter says it can serve

// Cases at the counter.
inline constexpr std::int64_t open_cases_shown_max = 200;  // of one centre

// Event streams: beside limits::connections_max, which they don't count towards.
inline constexpr std::size_t event_streams_max = 4096;       // open at once; one more is answered with 503
inline constexpr std::chrono::seconds event_heartbeat{15};   // between two signs of life on a quiet stream
inline constexpr std::size_t event_bytes_max = 64UL * 1024;  // of one event

// Whoever watches this process.
inline constexpr std::chrono::milliseconds ready_deadline{2000};  // for an answer about the database
inline constexpr std::chrono::milliseconds ready_again{1000};     // that such an answer is good for
inline constexpr std::uint64_t disk_bytes_min = std::uint64_t{64}
                                                << 20U;          // left on the disk of an SQLite database
inline constexpr std::chrono::seconds outbox_counted_again{10};  // between two looks for the metrics
inline constexpr std::size_t leave_after_max = 300;              // seconds between SIGTERM and the end

// Witnesses of the log, and being one.
inline constexpr std::size_t submission_bytes_max = 32UL * 1024;    // of one checkpoint with its proof
inline constexpr std::size_t log_witnesses_max = 16;                // that a log asks
inline constexpr std::chrono::milliseconds witness_patience{5000};  // for one answer
inline constexpr std::chrono::seconds witness_turn{20};  // of a server that asks them; longer than it takes
inline constexpr std::chrono::seconds witness_look{1};   // between two looks for what they have to see
inline constexpr std::int64_t witness_pause_max = 60;    // seconds between two tries where one is away
inline constexpr std::int64_t witness_again = 3600;  // seconds until a log that stands still is shown again

// The waiting list, and witnesses who are invited.
inline constexpr std::int32_t waiting_days_max = 366;       // from today to the last day that is wanted
inline constexpr std::int64_t offer_lead_seconds = 7200;    // from an offer to its visit, at least
inline constexpr std::int64_t offer_seconds_max = 7200;     // that an offer can stand
inline constexpr std::int64_t offer_end_seconds = 3600;     // from an offer's end to its visit, at least
inline constexpr std::int32_t offers_unanswered_max = 2;    // one after the other, before an entry is over
inline constexpr std::int64_t line_max = 1000;              // looked at in the line of one centre
inline constexpr std::int64_t offers_a_round_max = 50;      // of one centre
inline constexpr std::int64_t settled_at_once_max = 200;    // offers or entries that end by themselves
inline constexpr std::int64_t forgotten_at_once_max = 100;  // made nameless in one transaction
inline constexpr std::int32_t forgotten_after_days = 7;   // after the last day that was wanted, or the visit
inline constexpr std::chrono::seconds offer_look{3};      // between two looks for times to offer
inline constexpr std::chrono::seconds log_look{1};        // between two looks for what waits for the log
inline constexpr std::chrono::seconds forget_look{3600};  // between two looks for what is to be forgotten
inline constexpr int step_rest = 9;  // times what a step of work that nobody waits for took, before the next

// Sessions: by how much a clock may be set back and nobody is out.
inline constexpr std::int64_t clock_slack_seconds = 300;

// Memory that was freed, and that the allocator keeps.
inline constexpr std::chrono::seconds memory_look{1};
inline constexpr std::uint64_t memory_grown = 64UL * 1024 * 1024;  // bytes more than after the last time

}  // namespace skranke::base::limits
