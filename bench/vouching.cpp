// How many vouchings a second the whole server takes: HTTP in, judged, signed, committed, HTTP out.
//
//   vouching PROGRAM sqlite|postgresql [CLIENTS [SECONDS]]
//
// SQLite is compared with the same disk's bare write-and-sync of one page in the same run; PostgreSQL with
// pgbench and the same statements in the same transaction, as many clients, before and after. One JSON object
// on standard output.
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "connect/keys/key_folder.hpp"
#include "postgres_server.hpp"
#include "raw_client.hpp"
#include "served.hpp"
#include "storage/database.hpp"

namespace {

using namespace skranke;
// Proven approvals of as many witnesses: nobody's quota is used up.
void seed(storage::Database& database, int count, std::int64_t expires_at) {
  constexpr int rows_a_work = 5000;
  for (int first = 0; first < count; first += rows_a_work) {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(rows_a_work) * 3);
    std::vector<storage::Argument> people;
    std::vector<storage::Argument> approvals;
    const std::span<const std::byte> nothing;
    for (int i = first; i < std::min(first + rows_a_work, count); ++i) {
      const std::string& id = names.emplace_back("a" + std::to_string(i));
      const std::string& witness = names.emplace_back("w" + std::to_string(i));
      const std::string& applicant = names.emplace_back("p" + std::to_string(i));
      for (const std::string& person : {std::cref(witness), std::cref(applicant)}) {
        people.emplace_back(std::string_view{person});
        people.emplace_back(std::string_view{person});
      }
      approvals.insert(approvals.end(), {std::string_view{id}, std::string_view{applicant}, expires_at,
                                         std::string_view{witness}, nothing});
    }
    const auto done = database.write([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto made = transaction.run_many(
          "insert into witness_person (person_id, root, frozen, depth) values ($1, $2, 0, 0)", 2, people);
      if (!made) return std::unexpected{made.error()};
      const auto begun = transaction.run_many(
          "insert into witness_approval (approval_id, case_id, officer_id, centre_id, applicant_id, state, "
          "secrets, "
          "statement, begun_at, expires_at, stage, refusal, witness_id, born, mitid_since, level, proof) "
          "values "
          "($1, $1, 'officer-1', 'centre-1', $2, $1, $5, '{}', 0, $3, 'proven', '', $4, '1980-01-02', "
          "'2020-01-01', "
          "'substantial', $5)",
          5, approvals);
      if (!begun) return std::unexpected{begun.error()};
      return {};
    });
    if (!done) bench::give_up("can't seed: " + done.error().text);
  }
}

bench::Load load_vouchings(std::uint16_t port, int clients, double seconds, int seeded) {
  std::atomic<int> next = 0;
  return bench::load(clients, seconds, [&](int) -> bench::Once {
    auto client = std::make_shared<http::test::RawClient>(port);
    return [client, &next, seeded]() -> std::optional<bool> {
      const int number = next++;
      if (number >= seeded) return std::nullopt;
      const std::string id = "a" + std::to_string(number);
      const std::string body =
          R"({"approval_id":")" + id + R"(","case_id":")" + id +
          R"(","likeness":true,"face_bound":true,"documents":[{"kind":"passport","issuer":"DK","form":"physical",)"
          R"("cpr_number":true,"temporary":false,"name_matches":true,"expires":null}]})";
      return client
                 ->ask("POST /desk/v1/witness/statements",
                       "Authorization: Bearer token\r\nContent-Type: application/json\r\n", body)
                 .status == 201;
    };
  });
}

// The statements of a new witness's vouching as the ledger sends them, for pgbench: what decides is read,
// then the approval is looked at again, permits are made, and the statement is kept.
constexpr const char* pgbench_script = R"sql(\set n random(1, 1000000000)
\set k :n % :seeded
begin isolation level repeatable read read only;
select a.approval_id, a.case_id, a.officer_id, a.centre_id, a.applicant_id, a.state, a.secrets, a.statement, a.begun_at, a.expires_at, a.stage, a.refusal, a.witness_id, a.born, a.mitid_since, a.level, a.proof, w.root, p.root from witness_approval a join witness_person p on p.person_id = a.applicant_id left join witness_person w on w.person_id = a.witness_id where a.approval_id = 'a' || :k::text;
select person_id from witness_person where root = 'w' || :k::text;
select day, withdrawn from witness_statement where witness_id = 'w' || :k::text and organisation_id is null;
commit;
begin isolation level read committed read write;
select a.case_id, a.centre_id, a.stage, a.expires_at, a.applicant_id, a.witness_id, ar.person_id, ar.frozen, ar.depth, wr.person_id, wr.frozen, wr.depth, (select count(*) from witness_statement s where s.case_id = a.case_id and s.withdrawn = 0), (select count(*) from witness_permit m where m.person_id = w.root) from witness_approval a join witness_person p on p.person_id = a.applicant_id join witness_person ar on ar.person_id = p.root left join witness_person w on w.person_id = a.witness_id left join witness_person wr on wr.person_id = w.root where a.approval_id = 'a' || :k::text;
update witness_person set root = root where person_id = 'w' || :k::text and root = 'w' || :k::text returning person_id;
delete from witness_permit where person_id = 'w' || :k::text;
select person_id from witness_person where root = 'w' || :k::text;
select day, withdrawn from witness_statement where witness_id = 'w' || :k::text and organisation_id is null;
insert into witness_permit (person_id, permit, taken_on) values ('w' || :k::text, 1, '2026-11-24') on conflict (person_id, permit) do nothing;
insert into witness_permit (person_id, permit, taken_on) values ('w' || :k::text, 2, '0001-01-01') on conflict (person_id, permit) do nothing;
insert into witness_permit (person_id, permit, taken_on) values ('w' || :k::text, 3, '0001-01-01') on conflict (person_id, permit) do nothing;
update witness_approval set level = 'high' where approval_id = 'a' || :k::text and stage = 'proven' returning case_id;
insert into witness_approval (approval_id, case_id, officer_id, centre_id, applicant_id, state, secrets, statement, begun_at, expires_at, stage, refusal, level, proof) values ('b' || :n::text || ':' || :client_id::text, 'b', 'o', 'c', 'p1', 'b' || :n::text || ':' || :client_id::text, '', repeat('x', 700), 0, 0, 'proven', '', '', '');
commit;
)sql";

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const std::string program = arguments[1];
  const bool is_sqlite = std::string_view{arguments[2]} == "sqlite";
  const int clients = count > 3 ? std::atoi(arguments[3]) : 64;
  const int seconds = count > 4 ? std::atoi(arguments[4]) : 10;
  const int seeded = seconds * (is_sqlite ? 20'000 : 5'000);
  std::string name = (std::filesystem::current_path() / "vouching-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) bench::give_up("no folder");
  const std::filesystem::path folder = name;
  std::unique_ptr<test::PostgresServer> server;
  std::string url = "sqlite:" + (folder / "desk.db").string();
  if (!is_sqlite) {
    server = std::make_unique<test::PostgresServer>(test::PostgresServer::Sync::on);
    url = server->url(server->create_database());
  }
  {
    auto database = storage::open_database(url);
    if (!database) bench::give_up(database.error().text);
    seed(**database, seeded, 4'000'000'000);
  }
  const double before = is_sqlite ? bench::bare_syncs_a_second(folder, 3)
                                  : bench::pgbench(url, folder, pgbench_script, 48, seconds, seeded);
  bench::Load measured;
  {
    std::ofstream{folder / "staff.json"}
        << R"({"officers":[{"officer_id":"officer-1","centre_id":"centre-1","centre_name":"c","token_sha256":")"
        << keys::sha256_hex("token") << "\"}]}";
    const bench::Served served{program,
                               {"--desk-listen", "127.0.0.1:0", "--database", url, "--keys", folder / "keys",
                                "--staff", folder / "staff.json"}};
    measured = load_vouchings(served.desk_port(), clients, seconds, seeded);
  }
  const double after = is_sqlite ? bench::bare_syncs_a_second(folder, 3)
                                 : bench::pgbench(url, folder, pgbench_script, 48, seconds, seeded);
  std::printf(
      R"({"engine":"%s","clients":%d,"vouchings_a_second":%.0f,"p50_ms":%.1f,"p99_ms":%.1f,"failed":%d,)"
      R"("compared":"%s","before":%.0f,"after":%.0f,"ratio":%.2f})"
      "\n",
      is_sqlite ? "sqlite" : "postgresql", clients, measured.a_second, measured.p50_ms, measured.p99_ms,
      measured.failed, is_sqlite ? "write and sync of one page" : "pgbench", before, after,
      measured.a_second / ((before + after) / 2));
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}
