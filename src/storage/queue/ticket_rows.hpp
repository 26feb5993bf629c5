// Tickets as rows of the table, and back.
#pragma once

#include <string>
#include <string_view>

#include "queue/ticket.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

inline constexpr std::string_view ticket_columns =
    "ticket_id, centre_id, day, number, kind, booking_id, service, language, party, due, arrived_at, made, "
    "state, counter, wanted_counter, called_at, serving_at, ended_at, away_at, calls, unheeded, outcome, "
    "sequence, undo, request, request_body";

// Of a row with these columns.
[[nodiscard]] queue::Ticket ticket_at(const Row& row);
// The row of a ticket.
[[nodiscard]] Row row_of(const queue::Ticket& ticket);

// The way back as text, "at|state|service|…"; numbers that are not there are empty.
[[nodiscard]] std::string undo_text(const queue::Undo& undo);
[[nodiscard]] queue::Undo read_undo(std::string_view text);

}  // namespace skranke::storage
