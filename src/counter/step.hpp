// How every step is made: read, judged, kept again.
#pragma once

#include <functional>

#include "counter/counter.hpp"

namespace skranke::counter {

// The officer as somebody who acts, with who they are as a person where it is known (W8).
[[nodiscard]] base::Result<cases::Actor> actor_of(const Tools& tools, const Officer& officer);

// What a step does with the case before it is kept: applies commands, adds a look-up or a record. Denied or a
// Problem: nothing is kept.
using Work =
    std::function<base::Result<std::optional<Denied>>(cases::Change& change, const cases::Actor& actor)>;

[[nodiscard]] Answer step(const Asking& asking, const Work& work);

// A step that is one command.
[[nodiscard]] Answer step(const Asking& asking, const cases::Command& command);

// A step that has happened outside already: it is kept whatever else was done to the case meanwhile.
[[nodiscard]] Answer keep_what_happened(Asking asking, const cases::Command& command);

// A statement that was withdrawn meanwhile proves nothing: the case is without a witness then.
[[nodiscard]] base::Result<void> forget_withdrawn(const Asking& asking, cases::Case& kase);

// Applies a command and makes it the change's event; the refusal, if any.
[[nodiscard]] std::optional<Denied> apply_to(cases::Change& change, const cases::Command& command,
                                             const cases::Actor& actor, Moment now);

// The case, if it is one of the officer's centre.
[[nodiscard]] base::Result<std::optional<Kept>> find_at_centre(const Asking& asking);

[[nodiscard]] inline Stepped denied(Denied why) { return Stepped{std::unexpected{std::move(why)}}; }
[[nodiscard]] inline Denied because(Denial denial) {
  return {.denial = denial, .refusal = {}, .missing = {}, .vouching = {}};
}
[[nodiscard]] inline Denied because(cases::Refusal refusal) {
  return {.denial = Denial::refused, .refusal = refusal, .missing = {}, .vouching = {}};
}
[[nodiscard]] inline Stepped denied(Denial denial) { return denied(because(denial)); }

}  // namespace skranke::counter
