#include "app/register_generate_command.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/start.hpp"
#include "synthetic/denmark.hpp"

namespace skranke::app {
namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Writes the whole extract; false where the descriptor takes no more.
bool generate_to(int descriptor, const RegisterGenerateArguments& arguments, synthetic::Extent& extent) {
  ProgressBar bar{::isatty(STDERR_FILENO) != 0, "persons", arguments.persons};
  bool is_whole = true;
  extent = synthetic::generate(arguments.persons, arguments.seed,
                               [&](std::string_view bytes, const synthetic::Extent& done) {
                                 bar.show(done.persons, done.persons);
                                 return is_whole = write_all(descriptor, bytes);
                               });
  return is_whole;
}

int cannot_write(const std::string& name) {
  return complain({base::Fault::unavailable, "can't be written: " + std::string{std::strerror(errno)}, name},
                  exit_outside);
}

int generate_file(const RegisterGenerateArguments& arguments, synthetic::Extent& extent) {
  const std::string partial = arguments.out + ".partial";
  const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return cannot_write(partial);
  bool is_written = generate_to(descriptor, arguments, extent);
  const int reason = errno;
  is_written = ::close(descriptor) == 0 && is_written;
  if (is_written && std::rename(partial.c_str(), arguments.out.c_str()) == 0) return exit_yes;
  if (!is_written) errno = reason;
  const int code = cannot_write(arguments.out);
  std::remove(partial.c_str());
  return code;
}

}  // namespace

int run_register_generate(const RegisterGenerateArguments& arguments) {
  synthetic::Extent extent;
  if (arguments.out == "-") {
    if (!generate_to(STDOUT_FILENO, arguments, extent)) return cannot_write("standard output");
  } else if (const int code = generate_file(arguments, extent); code != exit_yes) {
    return code;
  }
  std::cerr << "skranke: " << extent.persons << " persons in " << extent.records << " records\n";
  return exit_yes;
}

}  // namespace skranke::app
