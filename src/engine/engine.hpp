// The engine as a library without a program around it: what a WebAssembly module exports (docs/engine.md).
//
// Plain functions over bytes, because that is all that such a module can offer. One engine a module, one
// thread: a text is written into memory that the engine gave, and an answer is read where the engine says.
// What it answers is byte for byte what `skranke check --jsonl` prints, since the same sources answer.
#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __wasm__
#define SKRANKE_EXPORT(name) __attribute__((export_name(#name)))
#else
#define SKRANKE_EXPORT(name)
#endif

extern "C" {

// Memory for `size` bytes to hand over, until skranke_give_back; null if there is none.
[[nodiscard]] SKRANKE_EXPORT(skranke_take) char* skranke_take(std::size_t size);
SKRANKE_EXPORT(skranke_give_back) void skranke_give_back(char* memory);

// Adds the versions of a policy, as policy::edition_bytes wrote them. 1: they are there. 0: not; the result
// is an error line, as of skranke_check.
[[nodiscard]] SKRANKE_EXPORT(skranke_add) std::int32_t skranke_add(const char* bytes, std::size_t size);

// Decides the case of `text`. `today` is the day of a case that names none, in days since 1970-01-01;
// `advice_max` the most sets of advice, negative for no such key; `next` not 0: with the fact to ask for
// next; `version` (`version_size` bytes, none for the one in force) is of a case that names none. 1: the
// result is the verdict; 0: it is an error line that names `line`. Both with their line end.
[[nodiscard]] SKRANKE_EXPORT(skranke_check) std::int32_t
    skranke_check(const char* text, std::size_t size, std::uint32_t line, std::int32_t today,
                  std::int32_t advice_max, std::int32_t next, const char* version, std::size_t version_size);

// The result of the last call of the two above, until the next one.
[[nodiscard]] SKRANKE_EXPORT(skranke_result) const char* skranke_result();
[[nodiscard]] SKRANKE_EXPORT(skranke_result_size) std::size_t skranke_result_size();

// policy::edition_format, for who fetches rules for a module that somebody else built.
[[nodiscard]] SKRANKE_EXPORT(skranke_format) std::int32_t skranke_format();

}  // extern "C"
