#include "postgres_server.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skranke::test {

namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "PostgreSQL for tests (package postgresql-15): %s\n", why.c_str());
  std::exit(1);  // not abort(): destructors of other servers in this program still run
}

std::string binary(const char* name) {
  const std::string path = std::string{"/usr/lib/postgresql/15/bin/"} + name;
  if (!std::filesystem::exists(path)) give_up(path + " is not there");
  return path;
}

// Whom the server runs as, where that is not who we are.
std::optional<passwd> other_user() {
  if (geteuid() != 0) return std::nullopt;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) give_up("there is no user postgres");
  return *user;
}

struct Started {
  pid_t process;
  int output;  // what it says, both streams
};

// Only calls that are allowed between fork and exec in a program with threads.
[[noreturn]] void become(const std::vector<char*>& arguments, const std::optional<passwd>& user, int output) {
  if (user) {
    if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

Started run(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const auto user = other_user();
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) give_up("no pipe");
  const pid_t process = fork();
  if (process < 0) give_up("no process");
  if (process == 0) become(pointers, user, ends[1]);
  close(ends[1]);
  return {process, ends[0]};
}

// Reads to the end, or until `until` was said.
std::string read_output(int output, std::string_view until = {}) {
  std::string said;
  std::array<char, 4096> piece{};
  for (ssize_t count = 0; (count = read(output, piece.data(), piece.size())) > 0;) {
    said.append(piece.data(), static_cast<std::size_t>(count));
    if (!until.empty() && said.find(until) != std::string::npos) break;
  }
  return said;
}

void wait_for(pid_t process, const std::string& said) {
  int status = 0;
  waitpid(process, &status, 0);
  if (status != 0) give_up(said);
}

}  // namespace

PostgresServer::PostgresServer(Sync sync) : sync_{sync} {
  folder_ = (std::filesystem::temp_directory_path() / "skranke-postgres-XXXXXX").string();
  if (mkdtemp(folder_.data()) == nullptr) give_up("no temporary folder");
  const auto user = other_user();
  if (user && chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) give_up("no folder for its user");
  const Started initdb = run({binary("initdb"), "--pgdata=" + folder_ + "/data", "--username=skranke",
                              "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"});
  const std::string said = read_output(initdb.output);
  close(initdb.output);
  wait_for(initdb.process, said);
  start();
}

PostgresServer::~PostgresServer() {
  crash();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PostgresServer::start() {
  const std::string sync = sync_ == Sync::on ? "on" : "off";
  const Started server = run({binary("postgres"), "-D", folder_ + "/data", "-c", "listen_addresses=", "-c",
                              "unix_socket_directories=" + folder_, "-c", "fsync=" + sync, "-c",
                              "max_connections=100", "-c", "shared_buffers=16MB"});
  process_ = server.process;
  constexpr std::string_view ready = "ready to accept connections";
  const std::string said = read_output(server.output, ready);
  if (said.find(ready) == std::string::npos) give_up(said);
  log_ = std::thread{[output = server.output] {
    read_output(output);
    close(output);
  }};
}

void PostgresServer::crash() {
  if (process_ < 0) return;
  kill(process_, SIGQUIT);
  waitpid(std::exchange(process_, -1), nullptr, 0);
  log_.join();
}

std::string PostgresServer::url(std::string_view database) const {
  return "postgresql://skranke@/" + std::string{database} + "?host=" + folder_;
}

std::string PostgresServer::create_database(const std::string& settings) {
  std::string name = "test_" + std::to_string(++databases_);
  PGconn* connection = PQconnectdb(url("postgres").c_str());
  PGresult* made = PQexec(connection, ("create database " + name + " " + settings).c_str());
  if (PQresultStatus(made) != PGRES_COMMAND_OK) give_up(PQerrorMessage(connection));
  PQclear(made);
  PQfinish(connection);
  return name;
}

PostgresServer& shared_server() {
  static PostgresServer server;
  return server;
}

}  // namespace skranke::test
