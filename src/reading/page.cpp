#include "reading/page.hpp"

#include <vector>

#include "reading/account.hpp"
#include "reading/decision_table.hpp"
#include "reading/demands.hpp"
#include "reading/markup.hpp"
#include "reading/picture.hpp"

namespace skranke::reading {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: #1a1a1a; background: #fff; font: 1.0625rem/1.55 "IBM Plex Sans", "DejaVu Sans", system-ui, sans-serif; }
main, header, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1, h2, h3, h4, p, li { overflow-wrap: break-word; }
h1 { font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.2; margin: 0 0 .5rem; }
h2 { margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 3px solid #0b4a8f; font-size: 1.5rem; line-height: 1.25; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.2rem; line-height: 1.3; }
h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
p { max-width: 46rem; }
a { color: #0b4a8f; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #0b4a8f; outline-offset: 2px; }
nav ul { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
nav a { display: inline-block; padding: .25rem 0; }
.lines { margin: 0; padding: 0; list-style: none; max-width: 56rem; }
.lines li { display: grid; grid-template-columns: fit-content(9rem) minmax(0, 1fr); gap: .75rem; padding: .35rem 0; border-top: 1px solid #c9d3de; }
.lines b { min-width: 2.6rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.card { margin: 1rem 0; padding: .25rem 1rem 1rem; border: 1px solid #8aa4c0; border-left: .5rem solid #0b4a8f; border-radius: .4rem; }
.note { margin: .75rem 0 0; padding: .5rem .75rem; background: #fff8e1; border-left: .3rem solid #8a5a00; max-width: 56rem; }
.wide { overflow-x: auto; margin: .75rem 0; border: 1px solid #c9d3de; border-radius: .4rem; }
.wide svg { display: block; min-width: 60rem; width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; font-weight: 700; padding: .5rem .75rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem; border-top: 1px solid #c9d3de; min-width: 5rem; }
thead th { background: #e3eaf3; }
tbody tr:nth-child(even) { background: #f5f8fc; }
ol.changes > li { margin: .75rem 0; }
footer { margin-top: 3rem; padding-bottom: 3rem; color: #444; }
@media print {
  body { font-size: 10pt; }
  nav { display: none; }
  .card, .wide, tr, .lines li { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  .wide { overflow: visible; border: 0; }
  .wide svg { min-width: 0; }
  table { font-size: 8pt; }
  th, td { padding: .2rem .35rem; min-width: 0; }
}
)";

std::string lines_of(const std::vector<Sentence>& lines, std::string_view prefix) {
  std::string out = "<ul class=\"lines\">\n";
  for (const Sentence& line : lines) {
    out += "<li id=\"" + std::string{prefix} + escaped(line.id) + "\">" + element("b", line.id) + " " +
           element("span", line.text) + "</li>\n";
  }
  return out + "</ul>\n";
}

std::string section(std::string_view id, const std::string& heading, const std::string& content) {
  return "<section>\n" + element("h2", heading, " id=\"" + std::string{id} + "\"") + "\n" + content +
         "</section>\n";
}

// What is wider than a small screen scrolls by itself, by keys too.
std::string wide(const std::string& label, const std::string& content) {
  return "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + escaped(label) + "\">\n" +
         content + "</div>\n";
}

std::string lists_markup(const Account& account) {
  std::string out;
  for (const ListAccount& list : account.lists) {
    out += "<div class=\"card\" id=\"list-" + escaped(list.id) + "\">\n" +
           element("h3", list.id + ": " + list.heading) + "\n";
    // A part may take a line that another one takes too: only the lists' own ids are addresses.
    for (const Block& block : list.blocks) {
      if (!block.heading.empty()) out += element("h4", block.heading) + "\n";
      out += "<ul class=\"lines\">\n";
      for (const Sentence& line : block.lines)
        out += "<li>" + element("b", line.id) + " " + element("span", line.text) + "</li>\n";
      out += "</ul>\n";
    }
    for (const std::string& note : list.notes) out += element("p", note, " class=\"note\"") + "\n";
    out += "</div>\n";
  }
  return out;
}

std::string tables_markup(const Wording& wording) {
  std::string out = element("p", wording.say("tables_lead")) + "\n";
  for (const DecisionTable& table : tables_of(wording)) {
    const std::string caption = wording.say("table", {{"list", table.list}, {"heading", table.caption}});
    out += element("h3", caption) + "\n<ul>\n";
    for (std::size_t p = 0; p < table.parts.size(); ++p) {
      const std::string name =
          table.parts.size() > 1 ? wording.say("column.part") + " " + std::to_string(p + 1) + ": " : "";
      out += element("li", name + table.parts[p]) + "\n";
    }
    for (const std::string& note : table.notes) out += element("li", note) + "\n";
    for (const std::string& each : table.always)
      out += element("li", wording.say("always", {{"facts", each}})) + "\n";
    out += "</ul>\n";
    std::string markup = "<table>\n" + element("caption", caption) + "\n<thead><tr>";
    for (const std::string& column : table.columns) markup += element("th", column, " scope=\"col\"");
    markup += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      markup += "<tr>";
      // The line is what a row is called by.
      const std::size_t named = table.parts.size() > 1 ? 1 : 0;
      for (std::size_t c = 0; c < row.size(); ++c)
        markup += c == named ? element("th", row[c], " scope=\"row\"") : element("td", row[c]);
      markup += "</tr>\n";
    }
    out += wide(caption, markup + "</tbody>\n</table>\n");
  }
  return out;
}

}  // namespace

std::string framed(const std::string& language, const std::string& title, const std::string& main) {
  return "<!doctype html>\n<html lang=\"" + escaped(language) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n" +
         element("title", title) + "\n<style>" + std::string{style} + "</style>\n</head>\n<body>\n" + main +
         "</body>\n</html>\n";
}

std::string page(const Wording& wording) {
  const policy::Tree& tree = wording.tree();
  const Account account = account_of(wording);
  struct Part {
    std::string_view id;
    std::string heading;
    std::string content;
  };
  std::string never;
  if (!account.exclusions.empty()) never = lines_of(account.exclusions, "");
  std::string every = "<ul class=\"lines\">\n";
  for (const policy::Condition& condition : tree.conditions)
    every += "<li>" + element("b", condition.clause.text) + " " +
             element("span", condition_words(wording, condition)) + "</li>\n";
  every += "</ul>\n";
  std::vector<Part> parts{{"guidance", wording.say("guidance"), lines_of(account.guidance, "")},
                          {"every", wording.say("every"), tree.conditions.empty() ? "" : every},
                          {"lists", wording.say("lists"), lists_markup(account)},
                          {"never", wording.say("never"), never},
                          {"combinations", wording.say("picture"),
                           element("p", wording.say("picture_lead")) + "\n" +
                               wide(wording.say("picture"), picture(wording, false))},
                          {"tables", wording.say("tables"), tables_markup(wording)}};
  std::erase_if(parts, [](const Part& part) { return part.content.empty(); });
  std::string out =
      "<header>\n" + element("h1", account.title) + "\n" + element("p", wording.version()) + "\n";
  for (const std::string& sentence : wording.unknown())
    out += element("p", sentence, " class=\"note\"") + "\n";
  out += "<nav aria-label=\"" + escaped(wording.say("contents")) + "\"><ul>\n";
  for (const Part& part : parts)
    out += "<li>" + element("a", part.heading, " href=\"#" + std::string{part.id} + "\"") + "</li>\n";
  out += "</ul></nav>\n</header>\n<main>\n";
  for (const Part& part : parts) out += section(part.id, part.heading, part.content);
  out += "</main>\n<footer>\n<p>" + escaped(wording.say("source")) + ": ";
  const bool is_address = tree.source.starts_with("https://");
  out +=
      is_address ? element("a", tree.source, " href=\"" + escaped(tree.source) + "\"") : escaped(tree.source);
  return framed(wording.language(), account.title, out + "</p>\n</footer>\n");
}

}  // namespace skranke::reading
