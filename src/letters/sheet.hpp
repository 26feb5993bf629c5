// A tagged PDF of A4 pages, written from top to bottom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"

namespace skranke::letters {

// The most bytes that a QR code can hold (ISO/IEC 18004: version 40, level L).
inline constexpr std::size_t qr_bytes_max = 2953;

class Sheet {
 public:
  // `day` is written as the day of creation, so that the bytes don't depend on when they were made.
  // `language` is that of all of it: "da".
  Sheet(const std::string& title, base::Day day, std::string language);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  Sheet(Sheet&&) = delete;
  Sheet& operator=(Sheet&&) = delete;

  // Text as it is, in UTF-8; what does not fit on the page goes to the next, line by line.
  void heading(std::string_view text);
  void subheading(std::string_view text);
  void paragraph(std::string_view text);
  void small(std::string_view text);
  void begin_list();
  void item(std::string_view text);
  void end_list();
  // What comes next begins on another page where there is no room for a long code with a few lines before it.
  void keep_with_long_code();
  // The QR code of a text (ISO/IEC 18004) of at most qr_bytes_max, and what it says to who does not see it:
  // 40 mm wide, and 70 where it is a long one.
  void qr_code(const std::string& text, const std::string& meaning);

  // Ends it, and gives the file.
  [[nodiscard]] std::string bytes();

 private:
  struct State;
  struct Style;
  void write(std::string_view tag, std::string_view text, const Style& style);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::letters
