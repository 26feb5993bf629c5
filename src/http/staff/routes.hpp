// The routes of the staff's own room, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>

#include "http/staff/router.hpp"

namespace skranke::http::staff {

// A request; it owns what it needs of it.
struct StaffCall {
  const StaffContext& context;
  gate::Credentials credentials;
  std::string address;  // whom tries are counted for
  std::string id;       // the segment that stands for "{id}"
  std::string query;    // percent-encoded
  std::string body;
  const gate::StaffMember* member = nullptr;  // where the gate has let somebody in
};

using StaffRoute = void (*)(const StaffCall&, Response&);

void sign_in(const StaffCall& call, Response& response);
void show_session(const StaffCall& call, Response& response);
void give_second_factor(const StaffCall& call, Response& response);
void give_challenge(const StaffCall& call, Response& response);
void lock_session(const StaffCall& call, Response& response);
void unlock_session(const StaffCall& call, Response& response);
void step_up_session(const StaffCall& call, Response& response);
void note_activity(const StaffCall& call, Response& response);
void choose_centre(const StaffCall& call, Response& response);
void end_session(const StaffCall& call, Response& response);
void begin_login(const StaffCall& call, Response& response);
void finish_login(const StaffCall& call, Response& response);
void offer_enrolment(const StaffCall& call, Response& response);
void enrol(const StaffCall& call, Response& response);
void show_people(const StaffCall& call, Response& response);
void add_person(const StaffCall& call, Response& response);
void change_person(const StaffCall& call, Response& response);
void invite_person(const StaffCall& call, Response& response);
void show_events(const StaffCall& call, Response& response);

}  // namespace skranke::http::staff
