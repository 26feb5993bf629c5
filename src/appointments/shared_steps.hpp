// Steps that several use cases of a visit have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "appointments/appointments.hpp"

namespace skranke::appointments {

template <class T>
base::Result<Answer<T>> refuse(Refusal refusal) {
  return Answer<T>{.refusal = refusal, .value = {}};
}

inline constexpr Moment seconds_a_minute = 60;

// A centre's own hours with what holds before them. Own hours that begin some day leave the days before it as
// they were.
[[nodiscard]] booking::Calendar completed(const Tools& tools, const Place& place, booking::Calendar own);

struct Asked {
  const Place* place = nullptr;
  const booking::Service* service = nullptr;
  base::Day day = 0;  // the centre's own
  booking::Seats seats;
};

// What a slot's name asks for, whether the centre is open then or not.
[[nodiscard]] Answer<Asked> named(const Tools& tools, std::string_view slot_id, Moment now);

// The counters that are staffed during the whole visit, whether free or not; 0: it is no slot.
[[nodiscard]] std::uint64_t staffed_during(const Tools& tools, const Asked& asked,
                                           const booking::Calendar& calendar);

// What a slot's name means today: the counters that are staffed during the whole visit, whether free or not.
[[nodiscard]] base::Result<Answer<Asked>> resolve(const Tools& tools, std::string_view slot_id, Moment now);

// Lower-case letters of ASCII, without spaces: the same person types it so and so.
[[nodiscard]] std::string plain(std::string_view text);

// One address or number, as it is compared; empty: none.
[[nodiscard]] std::string contact_of(std::string_view email, std::string_view phone);

// Who it is, as far as booking can know: one name at one address or number. Families share an address, so an
// address alone is nobody. Empty: not known.
[[nodiscard]] std::string person_of(const Tools& tools, std::string_view name, std::string_view email,
                                    std::string_view phone);

[[nodiscard]] Visit visit_of(const Tools& tools, booking::Booking booking);

// Kinds of secret links. A seal of one kind opens nothing of another.
inline constexpr std::string_view booking_link = "booking-manage";
inline constexpr std::string_view waiting_link = "waiting-manage";
inline constexpr std::string_view invitation_link = "witness-invited";

// The secret of a link: an id, and a seal of 128 bits that nobody can say of it without the key.
[[nodiscard]] std::string sealed(const Tools& tools, std::string_view kind, std::string_view id);

// The id that a secret opens; empty where its seal is wrong. Takes the same time wherever it is.
[[nodiscard]] std::string opened(const Tools& tools, std::string_view kind, std::string_view token);

}  // namespace skranke::appointments
