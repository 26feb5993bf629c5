#include "proofing/zone_country.hpp"

#include <algorithm>
#include <array>

namespace skranke::proofing {
namespace {

// ISO 3166-1: three letters and two, by the three; and RKS for Kosovo, as passports have it.
constexpr std::string_view assigned =
    "ABWAWAFGAFAGOAOAIAAIALAAXALBALANDADAREAEARGARARMAMASMASATAAQATFTFATGAGAUSAUAUTATAZEAZBDIBIBELBE"
    "BENBJBESBQBFABFBGDBDBGRBGBHRBHBHSBSBIHBABLMBLBLRBYBLZBZBMUBMBOLBOBRABRBRBBBBRNBNBTNBTBVTBVBWABW"
    "CAFCFCANCACCKCCCHECHCHLCLCHNCNCIVCICMRCMCODCDCOGCGCOKCKCOLCOCOMKMCPVCVCRICRCUBCUCUWCWCXRCXCYMKY"
    "CYPCYCZECZDEUDEDJIDJDMADMDNKDKDOMDODZADZECUECEGYEGERIERESHEHESPESESTEEETHETFINFIFJIFJFLKFKFRAFR"
    "FROFOFSMFMGABGAGBRGBGEOGEGGYGGGHAGHGIBGIGINGNGLPGPGMBGMGNBGWGNQGQGRCGRGRDGDGRLGLGTMGTGUFGFGUMGU"
    "GUYGYHKGHKHMDHMHNDHNHRVHRHTIHTHUNHUIDNIDIMNIMINDINIOTIOIRLIEIRNIRIRQIQISLISISRILITAITJAMJMJEYJE"
    "JORJOJPNJPKAZKZKENKEKGZKGKHMKHKIRKIKNAKNKORKRKWTKWLAOLALBNLBLBRLRLBYLYLCALCLIELILKALKLSOLSLTULT"
    "LUXLULVALVMACMOMAFMFMARMAMCOMCMDAMDMDGMGMDVMVMEXMXMHLMHMKDMKMLIMLMLTMTMMRMMMNEMEMNGMNMNPMPMOZMZ"
    "MRTMRMSRMSMTQMQMUSMUMWIMWMYSMYMYTYTNAMNANCLNCNERNENFKNFNGANGNICNINIUNUNLDNLNORNONPLNPNRUNRNZLNZ"
    "OMNOMPAKPKPANPAPCNPNPERPEPHLPHPLWPWPNGPGPOLPLPRIPRPRKKPPRTPTPRYPYPSEPSPYFPFQATQAREURERKSXKROURO"
    "RUSRURWARWSAUSASDNSDSENSNSGPSGSGSGSSHNSHSJMSJSLBSBSLESLSLVSVSMRSMSOMSOSPMPMSRBRSSSDSSSTPSTSURSR"
    "SVKSKSVNSISWESESWZSZSXMSXSYCSCSYRSYTCATCTCDTDTGOTGTHATHTJKTJTKLTKTKMTMTLSTLTONTOTTOTTTUNTNTURTR"
    "TUVTVTWNTWTZATZUGAUGUKRUAUMIUMURYUYUSAUSUZBUZVATVAVCTVCVENVEVGBVGVIRVIVNMVNVUTVUWLFWFWSMWSYEMYE"
    "ZAFZAZMBZMZWEZW";
constexpr std::size_t step = 5;
static_assert(assigned.size() == step * 250);

struct Row {
  std::string_view code;
  std::string_view country;
};

// Those of ICAO's own codes that are one country's. GBD (overseas territories) is several's, and so not here.
constexpr std::array own{Row{"D", "DE"}, Row{"GBN", "GB"}, Row{"GBO", "GB"}, Row{"GBP", "GB"},
                         Row{"GBS", "GB"}};

}  // namespace

base::Country country_of_zone(std::string_view code) {
  const auto* const row = std::ranges::find(own, code, &Row::code);
  if (row != own.end()) return base::country_number(row->country);
  if (code.size() != 3) return base::country_unknown;
  std::size_t first = 0;
  for (std::size_t count = assigned.size() / step; count > 0;) {
    const std::size_t half = count / 2;
    const std::size_t middle = first + half;
    const std::string_view found = assigned.substr(middle * step, 3);
    if (found == code) return base::country_number(assigned.substr(middle * step + 3, 2));
    if (found < code) {
      first = middle + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return base::country_unknown;
}

}  // namespace skranke::proofing
