// What was freed goes back to the system, so that a burst of one kind of work does not hold the memory that
// the next kind needs: the allocator keeps it for each thread by itself, and only takes from its end.
#pragma once

#include "app/rounds.hpp"

namespace skranke::app {

// Looks every limits::memory_look; gives back whatever is free when the process is larger by
// limits::memory_grown than after the last time.
[[nodiscard]] Rounds::Round give_back_memory();

}  // namespace skranke::app
