// PDFs as others read them: what poppler and zbar say of a file.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::letters {

class Papers : public testing::Test {
 protected:
  Papers() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-letters-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~Papers() override { std::filesystem::remove_all(folder); }

  // What a program says of the file "x.pdf" with these bytes.
  [[nodiscard]] std::string say(const std::string& pdf, const std::string& command) const {
    std::ofstream{folder / "x.pdf", std::ios::binary} << pdf;
    const std::string whole = "cd " + folder.string() + " && " + command + " 2>/dev/null";
    FILE* const pipe = ::popen(whole.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error{"a program"};
    std::string said;
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
      said.append(buffer.data(), got);
    ::pclose(pipe);
    return said;
  }
  // The text with all white space as one space: where lines break is not what is asked.
  [[nodiscard]] std::string text(const std::string& pdf) const {
    return flat_text(pdf, "pdftotext -enc UTF-8 x.pdf -");
  }
  // The same in the order of the file, which is that of its tags: as it is read aloud.
  [[nodiscard]] std::string spoken(const std::string& pdf) const {
    return flat_text(pdf, "pdftotext -raw -enc UTF-8 x.pdf -");
  }

  std::filesystem::path folder;

 private:
  [[nodiscard]] std::string flat_text(const std::string& pdf, const std::string& command) const {
    std::string flat;
    std::string shown = say(pdf, command);
    const std::string unbroken = "\u00A0";
    for (std::size_t at = 0; (at = shown.find(unbroken)) != std::string::npos;) shown.replace(at, 2, " ");
    for (const char c : shown) {
      const bool is_space = c == ' ' || c == '\n' || c == '\f';
      if (!is_space)
        flat.push_back(c);
      else if (!flat.ends_with(' '))
        flat.push_back(' ');
    }
    return flat;
  }
};

}  // namespace skranke::letters
