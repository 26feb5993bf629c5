#include "synthetic/denmark.hpp"

#include "base/ensure.hpp"
#include "cpr/layout_delivery.hpp"
#include "synthetic/block.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

namespace r000 = cpr::r000;
namespace r999 = cpr::r999;

constexpr std::uint64_t purpose_person = 3;
constexpr std::uint64_t task = 999'999;  // no task of the CPR office
constexpr std::uint64_t count_max = 99'999'999;

}  // namespace

Extent generate(std::uint32_t persons, std::uint64_t seed, const Sink& sink) {
  base::ensure(persons <= extract_persons_max, "a number of persons that the layout can count");
  const Tables tables;
  const Numbers numbers{seed};
  Records out;
  out.begin<r000::layout>()
      .text(r000::sortfelt_10, "0000000000")
      .digits(r000::opgavenr, task)
      .day(r000::proddto, as_of);
  Extent done;
  for (std::uint32_t index = 0; done.persons < persons; ++index) {
    const auto left = static_cast<std::uint32_t>(persons - done.persons);
    const Block block = make_block(tables, numbers, seed, index, std::min(left, persons_a_block));
    for (const Inhabitant& person : block.people) {
      Chance chance{seed, purpose_person, done.persons++};
      tell(block, person, out, chance);
    }
    done.records = out.count();
    if (!sink(out.bytes(), done)) return done;
    out.clear();
  }
  done.records = out.count() + 1;
  base::ensure(done.records <= count_max, "record 999 can count the records");
  out.begin<r999::layout>().text(r999::sortfelt_10, "9999999999").digits(r999::taeller, done.records);
  sink(out.bytes(), done);
  return done;
}

}  // namespace skranke::synthetic
