// The rate at which pictures of invented documents are read, and that no field that is given is wrong.
#include <cstdio>
#include <string>

#include <gtest/gtest.h>

#include "proofing/compose_zone.hpp"
#include "sight/decode.hpp"
#include "sight/drawing.hpp"
#include "sight/zone_reader.hpp"
#include "synthetic/chance.hpp"
#include "synthetic/invented_zone.hpp"

namespace {

using namespace skranke;

const base::Day today = base::parse_day("2026-11-24").value();

// As phones and scanners take them: turned by up to three degrees, 12 to 40 pixels a character, blurred,
// noisy, in a shadow, on a guilloche, and half of them JPEG of any quality.
drawn::Shot shot_of(std::uint64_t index) {
  synthetic::Chance chance{20261124, 3, index};
  const auto share = [&] { return static_cast<float>(chance.below(1001)) / 1000; };
  drawn::Shot shot;
  shot.font = chance.in_1000(300) ? drawn::sharp_font : drawn::round_font;
  shot.pitch = 12 + 28 * share();
  shot.degrees = 6 * share() - 3;
  shot.blur = 0.1F * shot.pitch * share();
  shot.noise = 25 * share();
  shot.ink = chance.between(15, 90);
  shot.paper = chance.between(180, 250);
  shot.shadow = 0.4F * share();
  shot.pattern = 18 * share();
  shot.jpeg_quality = chance.in_1000(500) ? chance.between(25, 95) : 0;
  shot.seed = index;
  return shot;
}

struct Tally {
  int pictures = 0;
  int whole = 0;    // every field is given
  int valid = 0;    // every check digit is right
  int no_zone = 0;  // refused as none
  int fields = 0;   // with a check digit, in all pictures
  int given = 0;    // of those
  int wrong = 0;    // of those
  int names = 0;
  int names_wrong = 0;  // of what has no check digit
};

void compare(const proofing::MachineReadableZone& made, const sight::SeenZone& seen, Tally& tally) {
  const auto count = [&](bool is_given, bool is_same) {
    ++tally.fields;
    tally.given += is_given ? 1 : 0;
    tally.wrong += is_given && !is_same ? 1 : 0;
  };
  count(seen.number, seen.zone.number == made.number);
  count(seen.born, seen.zone.born == made.born);
  count(seen.expires, seen.zone.expires == made.expires);
  count(seen.optional, seen.zone.optional == made.optional);
  tally.whole += seen.all() ? 1 : 0;
  tally.valid += seen.zone.valid() ? 1 : 0;
  tally.names += seen.names ? 1 : 0;
  const bool same_names = seen.zone.surname == made.surname && seen.zone.given_names == made.given_names;
  tally.names_wrong += seen.names && !same_names ? 1 : 0;
  const bool same_codes = seen.zone.kind == made.kind && seen.zone.issuer == made.issuer &&
                          seen.zone.nationality == made.nationality && seen.zone.sex == made.sex;
  tally.names_wrong += seen.codes && !same_codes ? 1 : 0;
}

Tally read_pictures(std::uint64_t first, std::uint64_t count) {
  Tally tally;
  for (std::uint64_t index = first; index < first + count; ++index) {
    const std::string text = proofing::compose_zone(synthetic::invented_zone(9, index, today)).value();
    const auto made = proofing::read_zone(text, today).value();  // names as they are printed
    const drawn::Shot shot = shot_of(index);
    const auto picture = sight::decode_picture(drawn::encode(drawn::draw(text, shot), shot.jpeg_quality));
    EXPECT_TRUE(picture.has_value());
    if (!picture) continue;
    ++tally.pictures;
    const auto seen = sight::read_zone_in(*picture, today);
    const int wrong_before = tally.wrong;
    if (seen) {
      compare(made, *seen, tally);
    } else {
      ++tally.no_zone;
      tally.fields += 4;
    }
    EXPECT_EQ(tally.wrong, wrong_before) << "picture " << index;
  }
  return tally;
}

TEST(Pictures, OfTwoHundredDocumentsAreReadAtThePublishedRateAndNoFieldGivenIsWrong) {
  const Tally tally = read_pictures(0, 200);
  std::printf(
      "%d pictures: %d read whole, %d with every check digit right, %d refused; %d of %d fields with a check "
      "digit given, "
      "%d of them wrong; names given %d, names or codes wrong %d\n",
      tally.pictures, tally.whole, tally.valid, tally.no_zone, tally.given, tally.fields, tally.wrong,
      tally.names, tally.names_wrong);
  EXPECT_EQ(tally.pictures, 200);
  EXPECT_EQ(tally.wrong, 0);
  EXPECT_GE(tally.whole, 160);
  EXPECT_GE(tally.given, 760);
}

}  // namespace
