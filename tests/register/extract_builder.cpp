#include "register/extract_builder.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

#include <boost/json.hpp>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"
#include "cpr/text.hpp"

namespace skranke::testing {
namespace {

namespace json = boost::json;
using namespace cpr;
using Line = cpr::RecordLine;

std::string text_at(const json::object& object, std::string_view key) {
  const auto* text = object.at(key).if_string();
  return text == nullptr ? std::string{} : std::string{*text};
}

std::vector<std::string> texts_at(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const json::value& value : object.at(key).as_array()) texts.emplace_back(value.as_string());
  return texts;
}

std::string latin1(const std::string& text, std::size_t bytes_max) {
  const auto bytes = latin1_of(text);
  if (!bytes) throw std::runtime_error("a fictitious person with a letter that the register lacks");
  return bytes->substr(0, bytes_max);
}

// "Industrivænget 4,1 tv, 9000 Aalborg"
struct AddressParts {
  std::string road;
  std::string house;
  std::string floor;
  std::string door;
  std::string postcode;
  std::string district;
};

AddressParts parts_of(const std::string& address) {
  AddressParts parts;
  const std::size_t comma = address.rfind(", ");
  if (comma == std::string::npos) return parts;
  std::string place = address.substr(comma + 2);
  std::string street = address.substr(0, comma);
  if (place == "Postboks") {
    place = street.substr(street.rfind(", ") + 2);
    street = street.substr(0, street.rfind(", "));
  }
  parts.postcode = place.substr(0, 4);
  parts.district = place.substr(5);
  if (const std::size_t at = street.find(','); at != std::string::npos) {
    const std::string inside = street.substr(at + 1);
    parts.floor = inside.substr(0, inside.find(' '));
    parts.door = inside.substr(inside.find(' ') + 1);
    street = street.substr(0, at);
  }
  const std::size_t digit = street.find_last_of("0123456789");
  const std::size_t first = street.find_last_not_of("0123456789", digit) + 1;
  parts.road = street.substr(0, first - 1);
  parts.house = std::string(3 - (digit + 1 - first), '0') + street.substr(first, digit + 1 - first);
  if (digit + 2 < street.size()) parts.house += street.substr(digit + 2, 1);
  return parts;
}

void put_names(Line& line, const FictitiousPerson& person) {
  const std::string name = latin1(person.name, 200);
  const std::size_t first = name.find(' ');
  const std::size_t last = name.rfind(' ');
  line.put(r008::fornvn, name.substr(0, first));
  if (first != last) line.put(r008::melnvn, name.substr(first + 1, last - first - 1));
  if (last != std::string::npos) line.put(r008::efternvn, name.substr(last + 1));
  if (name.empty()) return;
  line.put(r008::nvnhaenstart, "200105011200");
  line.put(r008::adrnvn, (name.substr(last + 1) + "," + name.substr(0, last)).substr(0, 34));
}

using Filler = std::function<void(Line&, const FictitiousPerson&)>;

void put_address_codes(Line& line, const FictitiousPerson& person) {
  const AddressParts parts = parts_of(person.address);
  line.put(r002::komkod, "0851").put(r002::vejkod, "0573").put(r002::husnr, parts.house);
  line.put(r002::etage, parts.floor.size() == 1 ? "0" + parts.floor : parts.floor);
  line.put(r002::sidedoer, parts.door.empty() ? "" : "  " + parts.door);
  line.put(r002::tilflydto, "199005011200").put(r002::tilflykomdto, "198000000000");
  line.put(r002::tilflykomdt_umrk, "*")
      .put(r002::fraflykomkod, "0573")
      .put(r002::fraflykomdto, "000000000000");
  line.put(r002::start_mynkod_adrtxt, "0000").put(r002::start_dt_adrtxt, "0000-00-00");
}

void put_address_words(Line& line, const FictitiousPerson& person) {
  const std::string name = latin1(person.name, 34);
  line.put(r003::adrnvn, name);
  const AddressParts parts = parts_of(person.address);
  if (person.address.empty()) {
    line.put(r003::postnr, "0000").put(r003::komkod, "0000").put(r003::vejkod, "0000");
    return;
  }
  line.put(r003::standardadr, latin1(person.address.substr(0, person.address.rfind(", ")), 34));
  line.put(r003::postnr, parts.postcode).put(r003::postdisttxt, latin1(parts.district, 20));
  line.put(r003::komkod, "0851").put(r003::vejkod, "0573").put(r003::husnr, parts.house);
  line.put(r003::vejadrnvn, latin1(parts.road, 20));
}

const std::map<std::string, Filler>& fillers() {
  static const std::map<std::string, Filler> all{
      {"001",
       [](Line& line, const FictitiousPerson& p) {
         line.put(r001::pnrgaeld, p.current).put(r001::status, p.status).put(r001::koen, p.sex);
         line.put(r001::statushaenstart, "199106011200").put(r001::foed_dt, p.born);
         line.put(r001::start_dt_person, p.born).put(r001::start_dt_umrk_person, "*");
       }},
      {"002", put_address_codes},
      {"003", put_address_words},
      {"005",
       [](Line& line, const FictitiousPerson&) {
         line.put(r005::udr_landekod, "5120").put(r005::udrdto, "199501011200");
         line.put(r005::udlandadr1, "Storgatan 1").put(r005::udlandadr2, "Malm\xF6");
       }},
      {"006",
       [](Line& line, const FictitiousPerson&) { line.put(r006::adr1_kontaktadr, "c/o S\xF8gade 16"); }},
      {"007", [](Line& line, const FictitiousPerson&) { line.put(r007::forsvinddto, "199901011200"); }},
      {"008", put_names},
      {"009",
       [](Line& line, const FictitiousPerson&) {
         line.put(r009::start_mynkod_foedested, "8515").put(r009::myntxt_foedested, "Aalborg Budolfi");
       }},
      {"010",
       [](Line& line, const FictitiousPerson& p) {
         line.put(r010::landekod, p.citizenship).put(r010::haenstart_statsborgerskab, "000000000000");
       }},
      {"011",
       [](Line& line, const FictitiousPerson&) {
         line.put(r011::fkirk, "F").put(r011::start_dt_folkekirke, "0000-00-00");
       }},
      {"012",
       [](Line& line, const FictitiousPerson& p) {
         line.put(r012::civst, p.civil_status).put(r012::aegtepnr, "0000000000");
         line.put(r012::haenstart_civilstand, "199106290000").put(r012::haenstart_umrk_civilstand, "*");
       }},
      {"013", [](Line& line, const FictitiousPerson&) { line.put(r013::start_dt_separation, "2000-02-29"); }},
      {"014", [](Line& line, const FictitiousPerson&) { line.put(r014::barn, "3112970079"); }},
      {"015",
       [](Line& line, const FictitiousPerson&) {
         line.put(r015::pnrmor, "0912414426").put(r015::pnrfar, "0000000000");
         line.put(r015::far_foed_dt, "1941-00-00").put(r015::farnvn, "Henriksen, Arne");
       }},
      {"016",
       [](Line& line, const FictitiousPerson&) {
         line.put(r016::reltyp_foraeldremyn, "0003").put(r016::relpnr, "0000000000");
       }},
      {"017", [](Line& line, const FictitiousPerson&) { line.put(r017::umyn_reltyp, "0002"); }},
      {"018", [](Line& line, const FictitiousPerson&) { line.put(r018::komforhtyp, "2"); }},
      {"019", [](Line& line, const FictitiousPerson&) { line.put(r019::notatnr, "01"); }},
      {"020", [](Line& line, const FictitiousPerson&) { line.put(r020::valgkode, "0001"); }},
      {"022",
       [](Line& line, const FictitiousPerson&) {
         line.put(r022::start_dt_person, "1961-09-07").put(r022::slut_dt_person, "1990-01-01");
       }},
      {"023",
       [](Line& line, const FictitiousPerson&) {
         line.put(r023::annkor, "K")
             .put(r023::komkod, "0851")
             .put(r023::vejkod, "0574")
             .put(r023::husnr, "002B");
         line.put(r023::tilflydto, "198100000000").put(r023::fraflydto, "199005011200");
       }},
      {"024",
       [](Line& line, const FictitiousPerson&) {
         line.put(r024::udr_landekod, "5180").put(r024::udrdto, "198001010000");
         line.put(r024::indr_landekod, "5180").put(r024::indrdto, "198101010000");
       }},
      {"025", [](Line& line, const FictitiousPerson&) { line.put(r025::forsvinddto, "198001010000"); }},
      {"026",
       [](Line& line, const FictitiousPerson&) {
         line.put(r026::fornvn, "Anne").put(r026::efternvn, "J\xF8rgensen").put(r026::efternvn_mrk, "=");
         line.put(r026::nvnhaenslut, "199005011200");
       }},
      {"027", [](Line& line, const FictitiousPerson&) { line.put(r027::landekod, "5110"); }},
      {"028", [](Line& line, const FictitiousPerson&) { line.put(r028::fkirk, "A"); }},
      {"029",
       [](Line& line, const FictitiousPerson&) {
         line.put(r029::annkor, "A").put(r029::civst, "U").put(r029::haenslut_civilstand, "199106290000");
       }},
      {"030", [](Line& line, const FictitiousPerson&) { line.put(r030::start_dt_separation, "1999-01-01"); }},
      {"099",
       [](Line& line, const FictitiousPerson&) {
         line.put(r099::timestampu, "200111161230").put(r099::haendelse, "A01");
       }},
  };
  return all;
}

// The number that this person had before; where no fact names it, one that can't be anybody's.
std::string former_of(const FictitiousPerson& person) {
  for (const FictitiousPerson& other : fictitious_persons()) {
    if (other.current == person.number) return other.number;
  }
  return "0202611111";
}

std::string start_of(const DeliveryOf& delivery) {
  Line line{r000::layout};
  line.put(r000::opgavenr, delivery.task).put(r000::proddto, delivery.produced);
  return line.put(r000::proddtoforrig, delivery.previous).text();
}

}  // namespace

std::vector<FictitiousPerson> fictitious_persons() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/tests/register/fictitious_persons.jsonl"};
  std::vector<FictitiousPerson> persons;
  for (std::string line; std::getline(file, line);) {
    const json::value value = json::parse(line);
    const json::object& object = value.as_object();
    persons.push_back({.number = text_at(object, "pnr"),
                       .status = text_at(object, "status"),
                       .current = text_at(object, "current_pnr"),
                       .sex = text_at(object, "sex"),
                       .born = text_at(object, "born"),
                       .name = text_at(object, "name"),
                       .address = text_at(object, "address"),
                       .protections = texts_at(object, "protection"),
                       .citizenship = texts_at(object, "citizenship").at(0),
                       .civil_status = texts_at(object, "civil").at(0),
                       .records = texts_at(object, "records")});
  }
  return persons;
}

std::vector<std::string> records_of(const FictitiousPerson& person) {
  std::vector<std::string> records;
  const auto add = [&](const std::string& type, const std::function<void(Line&)>& fill) {
    Line line{*find_layout(type)};
    line.put(r001::pnr, person.number);
    fill(line);
    records.push_back(line.text());
  };
  for (const std::string& type : person.records) {
    if (type == "004") {
      // Everybody has one; without protection it names none.
      std::vector<std::string> kinds = person.protections;
      if (kinds.empty()) kinds.emplace_back("0000");
      for (const std::string& kind : kinds) add(type, [&](Line& line) { line.put(r004::beskyttype, kind); });
    } else if (type == "022") {
      add(type, [&](Line& line) {
        fillers().at(type)(line, person);
        line.put(r022::former_pnr, former_of(person));
      });
    } else {
      add(type, [&](Line& line) {
        if (const auto filler = fillers().find(type); filler != fillers().end()) filler->second(line, person);
      });
    }
  }
  return records;
}

std::vector<std::string> short_records(std::string_view number, std::string_view status,
                                       std::string_view current) {
  Line person{r001::layout};
  person.put(r001::pnr, number).put(r001::status, status).put(r001::pnrgaeld, current).put(r001::koen, "K");
  person.put(r001::foed_dt, "1961-09-07");
  Line name{r008::layout};
  name.put(r008::pnr, number).put(r008::fornvn, "\xC5se").put(r008::efternvn, "Holm");
  return {person.text(), name.text()};
}

std::string former_number(std::string_view number, std::string_view former) {
  return Line{r022::layout}.put(r022::pnr, number).put(r022::former_pnr, former).text();
}

std::string extract_of(const std::vector<std::string>& records, const DeliveryOf& delivery) {
  std::string text = start_of(delivery) + delivery.line_end;
  for (const std::string& record : records) text.append(record).append(delivery.line_end);
  Line end{r999::layout};
  end.put(r999::sortfelt_10, "9999999999").put_number(r999::taeller, records.size() + 2);
  return text.append(end.text()).append(delivery.line_end);
}

std::string fictitious_extract(const DeliveryOf& delivery) {
  std::vector<std::string> records;
  for (const FictitiousPerson& person : fictitious_persons()) {
    for (std::string& record : records_of(person)) records.push_back(std::move(record));
  }
  return extract_of(records, delivery);
}

}  // namespace skranke::testing
