// `skranke policy show`, in each of its forms.
#include <string>

#include <gmock/gmock.h>

#include "cli/program.hpp"

namespace skranke::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Show : public Program {
 protected:
  // What a program says of the file "x.pdf" with these bytes.
  [[nodiscard]] std::string say(const std::string& pdf, const std::string& command) const {
    (void)file("x.pdf", pdf);
    const std::string out = (folder_ / "said").string();
    const std::string whole = "cd " + folder_.string() + " && " + command + " >" + out + " 2>/dev/null";
    return std::system(whole.c_str()) == 0 ? read(out) : std::string{};
  }
};

TEST_F(Show, TakesAnIdAVersionADayOrAFile) {
  const std::string whole = run("policy show mitid").out;
  EXPECT_EQ(run("policy show mitid@2024-01-01").out, whole);
  EXPECT_EQ(run("policy show mitid --version 2024-01-01").out, whole);
  EXPECT_EQ(run("policy show mitid --date 2026-05-31").out, whole);
  EXPECT_EQ(run("policy show " SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml").out, whole);
  const Ran early = run("policy show mitid --date 2023-05-31");
  EXPECT_EQ(early.code, 4);
  EXPECT_THAT(early.error, HasSubstr("which version of the policy was in force on that day is not known"));
  const Ran old = run("policy show mitid --version 2022");
  EXPECT_EQ(old.code, 0);
  EXPECT_THAT(old.out, HasSubstr("What else was enough under this version is not known."));
}

TEST_F(Show, SaysWhatEachDocumentHasToBeAsTablesAndAsCsv) {
  const std::string tables = run("policy show mitid --format table --lang en").out;
  EXPECT_THAT(tables,
              testing::ContainsRegex("A4 +Passport +Denmark, the Faroe Islands or Greenland +physical"));
  EXPECT_THAT(tables, HasSubstr("In every row: Temporary: No; "));
  const std::string csv = run("policy show au-100-points --format csv").out;
  EXPECT_THAT(csv, HasSubstr("\r\nau-100-points,1990-07-01,100,4,25.4,foreign-licence,"));
  EXPECT_THAT(csv, EndsWith("\r\n"));
}

TEST_F(Show, IsAPageAndADrawingInBothLanguages) {
  for (const std::string language : {"en", "da"}) {
    const std::string page = run("policy show mitid --format html --lang " + language).out;
    EXPECT_THAT(page, StartsWith("<!doctype html>\n<html lang=\"" + language + "\">"));
    EXPECT_THAT(page, EndsWith("</html>\n"));
    const std::string svg = run("policy show mitid --format svg --lang " + language).out;
    EXPECT_THAT(svg, StartsWith("<svg "));
    EXPECT_THAT(svg, EndsWith("</svg>\n"));
  }
  EXPECT_EQ(run("policy show mitid --format html --lang kl").code, 2);
}

TEST_F(Show, IsAPosterOfOnePageWithAllListsAndACodeToTheCheckPage) {
  for (const std::string language : {"en", "da"}) {
    const Ran ran =
        run("policy show mitid --format pdf --public-url https://centre.example --lang " + language);
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.error, "");
    EXPECT_THAT(say(ran.out, "pdfinfo x.pdf"), HasSubstr("Pages:           1"));
    EXPECT_THAT(say(ran.out, "pdftoppm -r 150 -png x.pdf x && zbarimg --quiet --raw x-1.png"),
                HasSubstr("https://centre.example/" + language + "/check/"));
    const std::string text = say(ran.out, "pdftotext -raw -enc UTF-8 x.pdf -");
    for (const char* part : {"A ", "B ", "C "}) EXPECT_THAT(text, HasSubstr(part));
    EXPECT_THAT(text, HasSubstr(language == "en" ? "Danish Ministry of Foreign Affairs ID card"
                                                 : "Udenrigsministeriets legitimationskort"));
    EXPECT_THAT(text, HasSubstr(language == "en" ? "Birth and name certificate" : "navneattest"));
    // At arm's length and from across the counter: at least 11 points, 4 millimetres from one line to the
    // next.
    const std::string boxes = say(ran.out, "pdftotext -bbox x.pdf -");
    const std::string word = language == "en" ? ">Birth<" : ">Dåbsattest<";
    const std::size_t at = boxes.find(word);
    ASSERT_NE(at, std::string::npos);
    const auto number = [&](const std::string& name) {
      const std::size_t found = boxes.rfind(name + "=\"", at);
      return std::stod(boxes.substr(found + name.size() + 2));
    };
    EXPECT_GT(number("yMax") - number("yMin"), 11 * 1.16);
  }
}

TEST_F(Show, SaysThatACodeWithoutAnAddressLeadsToThisMachine) {
  const Ran ran = run("policy show mitid --format pdf");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.error, HasSubstr("the code leads to this machine alone"));
  EXPECT_THAT(ran.out, StartsWith("%PDF-"));
  EXPECT_EQ(run("policy show us-form-i-9 --format pdf").error, "")
      << "no page checks by it, so it has no code";
}

}  // namespace
}  // namespace skranke::cli
