// Who asks at the officers' origin, once they are let in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/witnessing.hpp"
#include "http/gate/access.hpp"
#include "http/server/response.hpp"
#include "staff/port/roles.hpp"

namespace skranke::http::gate {

struct StaffMember {
  skranke::desk::Officer officer;  // with the centre at which they work now
  std::string shown_name;
  std::vector<staff::RolesAt> roles;
  staff::Roles blocked = {};   // of these they have none while their training has ended
  bool is_device = false;      // a screen in the waiting room: no person
  bool has_session = false;    // came by the cookie of one; else by access token
  bool is_stepped_up = false;  // has given the second factor again in the last minutes; never by access token
  const Rule* rule = nullptr;  // the row of the route that they were let in to

  // What they may act as at a centre.
  [[nodiscard]] staff::Roles at(std::string_view centre_id) const {
    return staff::roles_at(roles, centre_id) - blocked;
  }
  [[nodiscard]] staff::Roles anywhere() const { return staff::roles_anywhere(roles) - blocked; }
};

// False, and the answer is written (403), where they have none of the roles of their route's row at this
// centre. For rows whose centre is in the body or in what the path names.
[[nodiscard]] bool is_at(const StaffMember& member, std::string_view centre_id, Response& response);

// False, and the answer is written (403), where the second factor has to be given again first: POST
// /desk/v1/session/step-up.
[[nodiscard]] bool is_stepped_up(const StaffMember& member, Response& response);

// The same of who has a session. For what programs may do too: they come by access token, and can't step up.
[[nodiscard]] bool is_stepped_up_or_program(const StaffMember& member, Response& response);

}  // namespace skranke::http::gate
