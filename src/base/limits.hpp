// Every bound that the program sets on its input, in one place.
//
// Each is tested at n-1, n and n+1. A bound exists so that no input can cost unbounded time or memory;
// the numbers are far above what an honest user needs.
#pragma once

#include <chrono>
#include <cstddef>

namespace skranke::base::limits {

// A case.
inline constexpr std::size_t documents_per_case_max = 32;
inline constexpr std::size_t case_bytes_max =
    64UL * 1024;                                           // one case as JSON text, or one line of JSON lines
inline constexpr std::size_t json_depth_max = 16;          // arrays and objects within each other
inline constexpr std::size_t id_bytes_max = 200;           // a case's "id"
inline constexpr std::size_t advice_sets_max = 1'000'000;  // the most that --advice N can ask for

// A witness.
inline constexpr std::size_t earlier_vouchings_max = 1000;  // dates of earlier vouchings in one question
inline constexpr std::size_t statements_max = 10'000'000;   // in one search for patterns

// A name of a person: one field of a document or of the register.
inline constexpr std::size_t name_bytes_max = 512;

// Centres.
inline constexpr std::size_t centres_max = 1000;                 // of the realm, and of one answer
inline constexpr std::size_t centres_bytes_max = 1024UL * 1024;  // the file of them, and that of postcodes
inline constexpr std::size_t centre_words_bytes_max = 200;       // what a search is for

// A policy.
inline constexpr std::size_t policy_bytes_max = 1024UL * 1024;
inline constexpr std::size_t alternatives_max =
    60;  // (line, kind) pairs of one policy: bits of one machine word
inline constexpr std::size_t kinds_max = 250;
inline constexpr std::size_t combination_documents_max = 4;  // documents in one combination

// HTTP.
inline constexpr std::size_t header_bytes_max = 16UL * 1024;  // request line and all header fields
inline constexpr std::size_t body_bytes_max = 64UL * 1024;    // any body, but for the batch route
inline constexpr std::size_t batch_body_bytes_max = 8UL * 1024 * 1024;
// Held at once for all bodies beyond body_bytes_max; what comes on top is told to try again (503).
inline constexpr std::size_t large_bodies_bytes_max = 128UL * 1024 * 1024;
inline constexpr std::size_t static_bytes_max =
    32UL * 1024 * 1024;                                      // the files of the web interface together
inline constexpr std::size_t target_bytes_max = 4UL * 1024;  // path and query
inline constexpr std::size_t connections_max = 1024;         // one more is answered with 503 and closed
inline constexpr std::chrono::seconds header_deadline{
    10};  // from the first byte awaited to the last header byte
inline constexpr std::chrono::seconds body_deadline{30};   // from the last header byte to the last body byte
inline constexpr std::chrono::seconds write_deadline{30};  // one response
inline constexpr std::chrono::seconds linger_deadline{2};  // for the client to close after a last answer
inline constexpr std::chrono::seconds idle_deadline{60};   // a kept connection with no request
// Answers that wait for a database or another server: done at once, and waiting for that. One more is told to
// try again.
inline constexpr std::size_t waiting_threads = 64;
inline constexpr std::size_t waiting_queue_max = 2048;
inline constexpr std::chrono::seconds drain_deadline{10};  // after SIGTERM, for what was accepted

// The verifier of answers.
inline constexpr std::size_t verifier_line_bytes_max = 16UL * 1024;  // one question or answer of the protocol
inline constexpr std::size_t verifier_connections_max = 64;          // one more is closed unanswered
inline constexpr std::chrono::seconds verifier_idle_deadline{600};   // a connection that says nothing
inline constexpr std::size_t verifier_sessions_max = 10'000;         // open at once
inline constexpr std::chrono::seconds verifier_call_deadline{10};    // for its reply
inline constexpr std::chrono::seconds session_idle_deadline{120};    // between two answers
inline constexpr std::chrono::seconds session_deadline{1200};        // from the first question to the outcome
// The database.
inline constexpr std::size_t database_connections = 8;       // at once; whoever comes next waits for one
inline constexpr std::size_t database_queue_max = 1024;      // works that wait for SQLite's one writer
inline constexpr std::size_t database_batch_max = 256;       // works of one commit
inline constexpr std::size_t bookings_at_once_max = 32;      // of one commit on PostgreSQL
inline constexpr std::size_t database_statements_max = 256;  // prepared, a connection
inline constexpr std::chrono::milliseconds database_batch_time{
    20};                                                         // after that a commit takes no more works
inline constexpr std::chrono::seconds database_wait{10};         // for a connection, or through conflicts
inline constexpr std::chrono::seconds database_connect_time{5};  // to reach a server
inline constexpr std::chrono::seconds database_statement_time{30};
inline constexpr std::chrono::minutes database_migration_time{60};
// SQLite's write-ahead log, in pages of 4 KiB: copied into the database from the first number on, and emptied
// with the readers waited for from the second on.
inline constexpr int database_log_pages = 1000;
inline constexpr int database_log_pages_max = 64'000;

// CPR Direkte: the live look-up.
inline constexpr std::size_t cpr_direkte_data_bytes_max = 2880;  // records of one answer, by the protocol
inline constexpr std::size_t cpr_direkte_connections_max = 64;   // the most that a configuration can ask for
inline constexpr std::size_t cpr_direkte_connections = 4;        // at once, where it asks for nothing
inline constexpr int cpr_direkte_tries_max = 3;                  // of one look-up whose token has expired
inline constexpr int cpr_direkte_numbers_max = 4;  // look-ups from a changed number to the current one
inline constexpr std::chrono::seconds cpr_direkte_connect_deadline{3};  // name, TCP and TLS
inline constexpr std::chrono::seconds cpr_direkte_read_deadline{5};     // from the request to the last byte
inline constexpr std::chrono::seconds cpr_direkte_call_deadline{10};    // one person, with all that it takes
inline constexpr std::chrono::milliseconds cpr_direkte_deadlock_pause{250};  // before the one other try
inline constexpr std::chrono::seconds cpr_direkte_deadline_max{120};         // the most for any of these

// The identity broker: OpenID Connect.
inline constexpr std::size_t oidc_answer_bytes_max = 128UL * 1024;  // one answer of the broker
inline constexpr std::size_t oidc_token_bytes_max = 32UL * 1024;    // one token
inline constexpr std::size_t oidc_query_bytes_max = 4UL * 1024;     // that the browser came back with
inline constexpr std::size_t oidc_code_bytes_max = 2UL * 1024;      // an authorization code
inline constexpr std::size_t oidc_keys_max = 64;                    // of one broker
inline constexpr std::chrono::seconds oidc_connect_deadline{3};     // name, TCP and TLS
inline constexpr std::chrono::seconds oidc_request_deadline{5};     // one question and its answer
inline constexpr std::chrono::seconds oidc_finish_deadline{10};     // all questions of one login
inline constexpr std::chrono::seconds oidc_deadline_max{120};       // the most for any of these
inline constexpr std::chrono::seconds oidc_leeway{30};              // between the broker's clock and ours
inline constexpr std::chrono::seconds oidc_leeway_max{120};
inline constexpr std::chrono::seconds oidc_login_time{300};  // from the beginning to the browser's return
inline constexpr std::chrono::seconds oidc_login_time_max{900};
inline constexpr std::chrono::seconds oidc_keys_age{
    3600};  // of fetched keys, before they are asked for again
inline constexpr std::chrono::seconds oidc_keys_pause{60};  // between two questions about an unknown key

// The log (docs/log.md).
inline constexpr std::size_t log_take_max = 1000;       // changes that come into the log in one transaction
inline constexpr std::int64_t audit_page = 4096;        // entries or rows that an audit reads at once
inline constexpr std::size_t audit_tiles_max = 64;      // in memory
inline constexpr std::size_t audit_findings_max = 100;  // told; all are counted

}  // namespace skranke::base::limits
