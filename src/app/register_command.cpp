#include "app/register_command.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/person_json.hpp"
#include "app/progress_bar.hpp"
#include "app/register_import.hpp"
#include "app/register_seal_command.hpp"
#include "app/start.hpp"
#include "cpr/protection.hpp"
#include "storage/database.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;

constexpr std::uint64_t quarantined_on_stderr = 20;

// A file for reading; standard input for "-".
class Input {
 public:
  explicit Input(const std::string& file)
      : descriptor_{file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)} {}
  ~Input() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  // 0 where it isn't a file.
  [[nodiscard]] std::uint64_t bytes() const {
    struct stat about = {};
    if (::fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    return static_cast<std::uint64_t>(about.st_size);
  }

 private:
  int descriptor_;
};

// Tells of broken lines: the first ones on standard error, all of them in a file.
class Quarantine {
 public:
  explicit Quarantine(const std::string& file) {
    if (!file.empty()) file_.open(file, std::ios::binary);
    is_wanted_ = !file.empty();
  }

  [[nodiscard]] bool is_good() const { return !is_wanted_ || file_.good(); }
  void begin_file() { count_ = 0; }

  void tell(const cpr::QuarantinedLine& line) {
    ++count_;
    if (count_ <= quarantined_on_stderr)
      std::cerr << "line " << line.line << ": " << cpr::describe(line.fault) << "\n";
    if (count_ == quarantined_on_stderr + 1)
      std::cerr << "more lines are broken; --quarantine FILE lists them all\n";
    if (is_wanted_)
      file_ << json::serialize(json::object{{"line", line.line},
                                            {"record", line.fault.type},
                                            {"field", line.fault.field},
                                            {"reason", cpr::name(line.fault.reason)},
                                            {"text", cpr::describe(line.fault)}})
            << "\n";
  }

  bool flush() { return is_good() && (!is_wanted_ || file_.flush().good()); }

 private:
  std::ofstream file_;
  bool is_wanted_ = false;
  std::uint64_t count_ = 0;
};

json::object json_of(const ImportOutcome& outcome) {
  json::object records;
  for (std::size_t i = 0; i < cpr::layout_count; ++i) {
    if (outcome.summary.counts[i] != 0) records[cpr::layouts()[i].type] = outcome.summary.counts[i];
  }
  json::object unknown;
  for (const auto& [type, count] : outcome.summary.unknown) unknown[type] = count;
  return {{"delivery", outcome.number},
          {"task", outcome.summary.delivery.task},
          {"produced", outcome.summary.delivery.produced},
          {"lines", outcome.summary.records},
          {"persons", outcome.summary.persons},
          {"quarantined", outcome.summary.quarantined},
          {"records", std::move(records)},
          {"unknown_records", std::move(unknown)}};
}

int import_file(const std::string& file, const RegisterImportArguments& arguments,
                storage::Database& database, const desk::RegisterSealer& sealer, Quarantine& quarantine) {
  const Input input{file};
  if (!input.is_open()) return complain(file + ": " + std::strerror(errno), exit_outside);
  quarantine.begin_file();
  const auto outcome = [&] {
    ProgressBar bar{arguments.progress.value_or(::isatty(STDERR_FILENO) != 0), "records", input.bytes()};
    const ImportOptions options{.is_strict = arguments.strict,
                                .mode = arguments.replace ? storage::Mode::replace : storage::Mode::update};
    return import_extract(
        input.descriptor(), database, sealer, options,
        [&](const cpr::QuarantinedLine& line) { quarantine.tell(line); },
        [&](const ImportProgress& progress) { bar.show(progress.bytes, progress.records); });
  }();
  if (!quarantine.flush()) return complain(arguments.quarantine + ": can't be written", exit_outside);
  if (!outcome) {
    const bool is_bad_input = outcome.error().kind == ImportFailure::Kind::bad_input;
    return complain(file + ": " + outcome.error().text + "; the register is as it was",
                    is_bad_input ? exit_bad_input : exit_outside);
  }
  if (outcome->warning) std::cerr << "skranke: " << file << ": " << *outcome->warning << "\n";
  for (const auto& [type, count] : outcome->summary.unknown)
    std::cerr << "skranke: " << file << ": " << count << " records of type " << type
              << ", which the layout doesn't have, were passed over\n";
  std::cout << json::serialize(json_of(*outcome)) << "\n";
  return exit_yes;
}

int complain_of(const storage::Fault& fault) { return complain("the database: " + fault.text, exit_outside); }

void print(const json::object& object, const std::string& format) {
  if (format == "text") {
    std::cout << lines_of(object);
  } else {
    std::cout << json::serialize(object) << "\n";
  }
}

storage::Outcome<std::unique_ptr<storage::Database>> open_to_read(const std::string& url) {
  storage::Options options;
  if (url.starts_with("sqlite:")) options.access = storage::Access::read_only;
  return storage::open_database(url, options);
}

// As people write it: ten digits, with or without a hyphen or a space after the sixth.
std::optional<proofing::CprNumber> read_number(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  if (text.size() == 11 && (text[6] == '-' || text[6] == ' ')) text.erase(6, 1);
  return proofing::CprNumber::from_digits(text);
}

}  // namespace

int run_register_import(const RegisterImportArguments& arguments) {
  if (arguments.replace && arguments.files.size() != 1)
    return complain("--replace takes one FILE: the whole register", exit_usage);
  if (arguments.database == default_database) {
    std::error_code ignored;
    std::filesystem::create_directories("var", ignored);
  }
  auto database = storage::open_database(arguments.database);
  if (!database) return complain_of(database.error());
  const auto key = register_key_to_write(arguments.keys, **database);
  if (!key) return complain(key.error(), exit_outside);
  const auto state = storage::seal_state(**database);
  if (!state) return complain_of(state.error());
  if (state->has_clear) {
    const bool is_shown = arguments.progress.value_or(::isatty(STDERR_FILENO) != 0);
    const auto sealed = seal_and_rewrite(arguments.database, **key, is_shown, *database);
    if (!sealed) return complain(sealed.error(), exit_outside);
  }
  Quarantine quarantine{arguments.quarantine};
  if (!quarantine.is_good()) return complain(arguments.quarantine + ": can't be written", exit_outside);
  for (const std::string& file : arguments.files) {
    const int code = import_file(file, arguments, **database, **key, quarantine);
    if (code != exit_yes) return code;
  }
  return exit_yes;
}

int run_register_show(const RegisterShowArguments& arguments) {
  std::string text = arguments.number;
  if (text == "-") std::getline(std::cin, text);
  const auto number = read_number(text);
  if (!number) return complain("NUMBER: expected ten digits, with or without a hyphen", exit_no);
  const auto today = today_in(default_time_zone);
  if (!today) return complain(today.error(), exit_outside);
  const auto database = open_to_read(arguments.database);
  if (!database) return complain_of(database.error());
  const auto key = register_key_to_read(arguments.keys, **database);
  if (!key) return complain(key.error(), exit_outside);
  storage::ImportedRegister imported{**database, key->get()};
  const auto found = imported.find(*number);
  if (!found) return complain(found.error(), exit_outside);
  if (!*found) return complain("the register has no such number", exit_no);
  const bool is_hidden = cpr::is_protected((*found)->person, *today) && !arguments.with_protected_address;
  if (is_hidden)
    std::cerr << "skranke: name and address are protected: no address is printed without "
                 "--with-protected-address\n";
  print(json_of(**found, is_hidden ? Addresses::withheld : Addresses::told), arguments.format);
  return exit_yes;
}

int run_register_stats(const RegisterStatsArguments& arguments) {
  const auto database = open_to_read(arguments.database);
  if (!database) return complain_of(database.error());
  const auto stats = storage::register_stats(**database);
  if (!stats) return complain_of(stats.error());
  print(json_of(*stats), arguments.format);
  return exit_yes;
}

}  // namespace skranke::app
