// How guessable answers are, counted over the whole imported register.
#pragma once

#include <cstdint>
#include <functional>

#include "base/civil.hpp"
#include "desk/port/register_sealer.hpp"
#include "questions/policy.hpp"
#include "storage/database.hpp"
#include "storage/questions/question_store.hpp"

namespace skranke::app {

// Goes over the register twice: for the names of roads and of parents, and then for the counts. `on_person`
// is called with the number of persons done, of both passes. About 200 MB for six million persons. No road is
// learned from whose address is protected on the day.
[[nodiscard]] base::Result<storage::QuestionKnowledge> count_register(
    storage::Database& database, const desk::RegisterSealer* sealer, const questions::Policy& policy,
    base::Day today, const std::function<void(std::uint64_t)>& on_person);

}  // namespace skranke::app
