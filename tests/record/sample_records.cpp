// Records of invented cases, signed: NAME.jwt each, and what check_references says of a payload.
//
//   skranke_sample_records KEYS FOLDER      writes the records
//   skranke_sample_records --check FILE     prints "fine", or the place of the first reference that is wrong
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "connect/keys/record_key_folder.hpp"
#include "record/claims.hpp"
#include "record/testing.hpp"

namespace skranke::test {
namespace {

std::map<std::string, record::CaseFacts> samples() {
  record::CaseFacts never_expires = record::list_a_with_questions();
  never_expires.documents.front().expires = proofing::day_never;
  never_expires.documents.front().issued = base::parse_day("2020-02-29");
  record::CaseFacts app = record::list_a_with_questions();
  app.documents.front() = record::portrait("driving-licence");
  app.documents.front().form = proofing::Form::app;
  record::CaseFacts no_birth_date = record::list_b_with_witness();
  no_birth_date.applicant->born.reset();
  record::CaseFacts nobody = record::refused_case();
  nobody.applicant.reset();
  nobody.documents.clear();
  nobody.verdict.clear();
  record::CaseFacts with_number = record::list_a_with_questions();
  with_number.applicant->number = base::PersonalText{"0201011234"};
  return {{"list_a_plus_questions", record::list_a_with_questions()},
          {"list_b_plus_c_plus_witness", record::list_b_with_witness()},
          {"two_without_photo_plus_questions", record::two_papers_with_questions()},
          {"never_expires", never_expires},
          {"app", app},
          {"no_birth_date", no_birth_date},
          {"with_number", with_number},
          {"refused", record::refused_case()},
          {"refused_nobody", nobody}};
}

int write(const std::string& key_folder, const std::string& folder) {
  const auto keys = keys::RecordKeyFolder::open(key_folder);
  if (!keys) {
    std::cerr << keys.error().text << "\n";
    return EXIT_FAILURE;
  }
  for (const auto& [name, facts] : samples())
    std::ofstream{folder + "/" + name + ".jwt", std::ios::binary} << (*keys)->sign(record::claims(facts));
  return EXIT_SUCCESS;
}

int check(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  const std::string payload{std::istreambuf_iterator<char>{in}, {}};
  const auto checked = record::check_references(payload);
  std::cout << (checked ? "fine" : checked.error().path) << "\n";
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace skranke::test

int main(int argc, char** argv) {
  if (argc != 3) return EXIT_FAILURE;
  return std::string_view{argv[1]} == "--check" ? skranke::test::check(argv[2])
                                                : skranke::test::write(argv[1], argv[2]);
}
