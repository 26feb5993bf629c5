#include "codec/centre_json.hpp"

#include <charconv>
#include <string_view>

#include "base/civil.hpp"
#include "codec/json_writer.hpp"

namespace skranke::codec {
namespace {

using centre::Told;

// Members with commas between them. Boost.JSON would write 55.67 as 5.567E1.
class Members {
 public:
  explicit Members(std::string& out) : out_{out} {}

  void key(std::string_view key) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    append_json_string(out_, key);
    out_ += ':';
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json_string(out_, value);
  }
  // null where it is empty.
  void known(std::string_view name, std::string_view value) {
    if (value.empty()) return null(name);
    text(name, value);
  }
  void null(std::string_view name) {
    key(name);
    out_ += "null";
  }
  void flag(std::string_view name, bool value) {
    key(name);
    out_ += value ? "true" : "false";
  }
  void number(std::string_view name, double value) {
    key(name);
    char digits[32];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr);
  }
  void day(std::string_view name, const std::optional<base::Day>& day) {
    known(name, day ? base::format_day(*day) : std::string{});
  }
  void texts(std::string_view name, const std::vector<std::string>& list) {
    key(name);
    out_ += '[';
    for (const std::string& each : list) {
      if (&each != &list.front()) out_ += ',';
      append_json_string(out_, each);
    }
    out_ += ']';
  }

  // An object of what `write` puts into it.
  template <class Write>
  void object(std::string_view name, Write write) {
    key(name);
    out_ += '{';
    Members inner{out_};
    write(inner);
    out_ += '}';
  }

  template <class T, class Write>
  void told(std::string_view name, const std::optional<Told<T>>& told, Write write) {
    if (!told) return null(name);
    object(name, [&](Members& inner) {
      write(inner, told->value);
      inner.day("as_of", told->as_of);
      inner.text("source", told->source);
    });
  }

  // A list of objects, one for each of `list`.
  template <class T, class Write>
  void objects(std::string_view name, const std::vector<T>& list, Write write) {
    key(name);
    out_ += '[';
    for (const T& each : list) {
      out_ += &each == &list.front() ? "{" : ",{";
      Members inner{out_};
      write(inner, each);
      out_ += '}';
    }
    out_ += ']';
  }

 private:
  std::string& out_;
  bool is_first_ = true;
};

std::string time_of(std::int32_t minute) {
  std::string time = "00:00";
  time[0] = static_cast<char>('0' + minute / 600);
  time[1] = static_cast<char>('0' + minute / 60 % 10);
  time[3] = static_cast<char>('0' + minute % 60 / 10);
  time[4] = static_cast<char>('0' + minute % 10);
  return time;
}

void put_text(Members& members, const std::string& text) { members.text("text", text); }

void put_report(Members& members, const centre::Report& report) {
  members.text("kind", report.kind);
  members.known("name", report.name);
  members.texts("address", report.address);
  members.known("phone", report.phone);
  members.known("email", report.email);
  members.objects("hours", report.hours, [](Members& each, const centre::Hours& hours) {
    each.text("weekday", centre::weekday_names[static_cast<std::size_t>(hours.weekday)]);
    each.text("from", time_of(hours.from_minute));
    each.text("to", time_of(hours.to_minute));
  });
  members.texts("remarks", report.remarks);
  members.day("as_of", report.as_of);
  members.text("source", report.source);
}

}  // namespace

std::string centre_members(const centre::Centre& centre) {
  std::string out;
  Members members{out};
  members.text("id", centre.id);
  members.text("name", centre.name);
  members.texts("also_known_as", centre.also_known_as);
  members.text("country", centre::name(centre.part));
  members.flag("is_municipality", centre.is_municipality);
  members.text("time_zone", centre.time_zone);
  members.known("municipality_code", centre.municipality_code.value_or(""));
  members.known("region", centre.region.value_or(""));
  members.text("town", centre.town);
  members.texts("other_towns", centre.other_towns);
  members.told("position", std::optional{centre.position}, [](Members& inner, centre::Position position) {
    inner.number("latitude", position.latitude);
    inner.number("longitude", position.longitude);
    inner.text("of", "town-centre");
  });
  members.told("address", centre.address,
               [](Members& inner, const std::vector<std::string>& lines) { inner.texts("lines", lines); });
  members.told("phone", centre.phone, put_text);
  members.told("email", centre.email, put_text);
  members.told("web", centre.web, put_text);
  members.objects("newer", centre.newer, put_report);
  members.texts("postcodes", centre.postcodes);
  return out;
}

std::string sources_member(const centre::Directory& directory) {
  std::string out;
  Members members{out};
  const auto sources = directory.sources();
  members.objects("sources", std::vector<centre::Source>{sources.begin(), sources.end()},
                  [](Members& inner, const centre::Source& source) {
                    inner.text("id", source.id);
                    inner.text("title", source.title);
                    inner.texts("covers", source.covers);
                    inner.text("licence", source.licence);
                    inner.known("url", source.url);
                    inner.day("as_of", source.as_of);
                  });
  return out;
}

}  // namespace skranke::codec
