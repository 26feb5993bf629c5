// A text with signatures under it, each with the name of who signed. SPEC: C2SP signed-note.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace skranke::ledger {

struct Signature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;
};

struct Note {
  std::string text;  // ends with a line's end
  std::vector<Signature> signatures;
};

// What kind of signature it is: the first byte of a public key.
enum class Algorithm : unsigned char {
  ed25519 = 1,
  cosignature = 4,  // Ed25519 over a checkpoint and a time. SPEC: C2SP tlog-cosignature
};

// `public_key` are 32 bytes.
[[nodiscard]] std::uint32_t key_id_of(std::string_view name, Algorithm algorithm,
                                      std::string_view public_key);

// A public key as it is handed out: "name+id+key".
[[nodiscard]] std::string public_key_text(std::string_view name, Algorithm algorithm,
                                          std::string_view public_key);

struct PublicKey {
  std::string name;
  std::uint32_t key_id = 0;
  Algorithm algorithm = Algorithm::ed25519;
  std::string bytes;
};
// Problem (invalid_value): no such text, another algorithm, or an id that is not that of the key.
[[nodiscard]] base::Result<PublicKey> read_public_key(std::string_view text);

[[nodiscard]] std::string note_text(const Note& note);
// One line, with its end.
[[nodiscard]] std::string signature_line(const Signature& signature);
// Lines of signatures alone; none is none. Problem (invalid_value): one of them is no such line.
[[nodiscard]] base::Result<std::vector<Signature>> read_signatures(std::string_view lines);
// Problem (invalid_value): it is no note. Nothing is said about whether the signatures are right.
[[nodiscard]] base::Result<Note> read_note(std::string_view text);

}  // namespace skranke::ledger
