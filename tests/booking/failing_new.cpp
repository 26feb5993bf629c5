#include "failing_new.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::int64_t left = 0;  // until one fails
thread_local bool has_failed = false;

}  // namespace

namespace skranke::test {

void fail_allocation(std::int64_t nth) {
  left = nth;
  has_failed = false;
}

bool has_allocation_failed() { return has_failed; }

}  // namespace skranke::test

void* operator new(std::size_t size) {
  if (left > 0 && --left == 0) {
    has_failed = true;
    throw std::bad_alloc{};
  }
  if (void* const given = std::malloc(size == 0 ? 1 : size)) return given;
  throw std::bad_alloc{};
}

void* operator new(std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* given) noexcept { std::free(given); }
void operator delete(void* given, std::size_t /*size*/) noexcept { std::free(given); }
