#include "fixture.hpp"

#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "connect/cpr_direkte/stand_in/extract_file.hpp"
#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr_direkte::test {

namespace cpr = skranke::cpr;

proofing::CprNumber number(std::string_view digits) { return *proofing::CprNumber::from_digits(digits); }

std::string person_record(std::string_view digits, std::string_view status, std::string_view current) {
  cpr::RecordLine record{cpr::r001::layout};
  record.put(cpr::r001::pnr, digits)
      .put(cpr::r001::status, status)
      .put(cpr::r001::statushaenstart, "196804010000")
      .put(cpr::r001::koen, (digits.back() - '0') % 2 == 0 ? "K" : "M")
      .put(cpr::r001::foed_dt, "1952-01-01");
  if (!current.empty()) record.put(cpr::r001::pnrgaeld, current);
  return record.text();
}

std::string name_record(std::string_view digits, std::string_view given, std::string_view family) {
  return cpr::RecordLine{cpr::r008::layout}
      .put(cpr::r008::pnr, digits)
      .put(cpr::r008::fornvn, given)
      .put(cpr::r008::efternvn, family)
      .put(cpr::r008::nvnhaenstart, "196804010000")
      .text();
}

std::vector<std::string> extract_lines() {
  const std::string start =
      cpr::RecordLine{cpr::r000::layout}.put_number(cpr::r000::proddto, 20011116).text();
  return {start,
          person_record(resident, "01"),
          name_record(resident, "Ulf", "\xD8lling"),
          person_record(duplicate, "50", duplicate_of),
          person_record(duplicate_of, "01"),
          name_record(duplicate_of, "Arne", "Jensen"),
          person_record(changed, "60", changed_to),
          person_record(changed_to, "01"),
          name_record(changed_to, "Robert", "Ullersen"),
          cpr::RecordLine{cpr::r999::layout}.put_number(cpr::r999::taeller, 10).text()};
}

Folder::Folder() : path_{(std::filesystem::temp_directory_path() / "skranke-direkte-XXXXXX").string()} {
  base::ensure(mkdtemp(path_.data()) != nullptr, "a folder for the test");
}
Folder::~Folder() { std::filesystem::remove_all(path_); }

std::string Folder::path(const std::string& name) const { return path_ + "/" + name; }

std::string Folder::file(const std::string& name, const std::string& bytes) const {
  std::ofstream{path(name), std::ios::binary} << bytes;
  return path(name);
}

RunningStandIn::RunningStandIn(const std::vector<std::string>& faults) {
  stand_in::Faults planned;
  for (const std::string& fault : faults)
    base::ensure(planned.add(fault).has_value(), "a fault that there is");
  std::string extract;
  for (const std::string& line : extract_lines()) extract += line + "\n";
  auto records = stand_in::ExtractFile::open(folder_.file("extract", extract));
  base::ensure(records.has_value(), "an extract");
  auto identity = stand_in::make_identity({"localhost"});
  base::ensure(identity.has_value(), "a certificate");
  (void)folder_.file("certificate.pem", identity->certificate);
  stand_in::ServerConfig config;
  config.port = 0;
  config.identity = std::move(*identity);
  auto server = stand_in::Server::start(config, std::move(*records), std::move(planned));
  base::ensure(server.has_value(), "a free port on the loopback interface");
  server_ = std::make_unique<stand_in::Server>(std::move(*server));
}

Config RunningStandIn::config() const {
  const stand_in::KnownAccount known;
  Config config;
  config.host = "127.0.0.1";
  config.port = port();
  config.server_name = "localhost";
  config.ca_file = folder_.path("certificate.pem");
  config.account = {
      .transaction = known.transaction, .customer = known.customer, .user = base::PersonalText{known.user}};
  config.password = base::PersonalText{known.password};
  config.connect_deadline = config.read_deadline = config.call_deadline = std::chrono::seconds{60};
  config.deadlock_pause = std::chrono::milliseconds{0};
  return config;
}

std::unique_ptr<Client> client_of(const Config& config) {
  auto client = make_client(config, [] { return std::string{"2026-11-24T10:00:00Z"}; });
  base::ensure(client.has_value(), "a configuration without mistakes");
  return std::move(*client);
}

void on_threads(int count, const std::function<void()>& work) {
  std::latch start{count};
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      work();
    });
  }
}

void expect_no_secret(const std::string& text) {
  const stand_in::KnownAccount known;
  for (const std::string& secret : {known.user, known.password, known.customer, std::string{resident}}) {
    EXPECT_THAT(text, testing::Not(testing::HasSubstr(secret)));
  }
  EXPECT_THAT(text, testing::StartsWith("CPR Direkte"));
  EXPECT_GT(text.size(), 40U) << text;
}

}  // namespace skranke::cpr_direkte::test
