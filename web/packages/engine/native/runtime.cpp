// What the engine's sources ask of a platform, where there is none: the module imports nothing that acts.
//
// An exception has nowhere to go here. Whoever throws one has met a bug, or an end of memory: the module
// stops (a trap, which JavaScript sees as a RuntimeError) and never answers.
#include <cstddef>
#include <cstdint>
#include <exception>

#include <boost/throw_exception.hpp>

namespace boost {

void throw_exception(const std::exception& /*what*/) { __builtin_trap(); }
void throw_exception(const std::exception& /*what*/, const source_location& /*where*/) { __builtin_trap(); }

}  // namespace boost

extern "C" {

[[noreturn]] void* __cxa_allocate_exception(std::size_t /*size*/) { __builtin_trap(); }
[[noreturn]] void __cxa_throw(void* /*thrown*/, void* /*type*/, void (* /*destroy*/)(void*)) {
  __builtin_trap();
}

// Debian's compiler-rt for this target was built with the stack protector.
std::uintptr_t __stack_chk_guard = 0x5BD1E995U;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }
}
