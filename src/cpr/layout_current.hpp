// The records of what is in force for a person, 001 to 013.
//
// SPEC: record layout P12170/P12180 of the CPR office, as public programs state it; sources in layout.hpp.
#pragma once

#include <array>

#include "cpr/layout.hpp"

namespace skranke::cpr {

// person
namespace r001 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field pnrgaeld = field("PNRGAELD", 14, 10, Form::number);
inline constexpr Field status = field("STATUS", 24, 2, Form::status);
inline constexpr Field statushaenstart = field("STATUSHAENSTART", 26, 12, Form::date_12);
inline constexpr Field statusdto_umrk = field("STATUSDTO_UMRK", 38, 1, Form::uncertainty);
inline constexpr Field koen = field("KOEN", 39, 1, Form::sex);
inline constexpr Field foed_dt = field("FOED_DT", 40, 10, Form::date_10);
inline constexpr Field foed_dt_umrk = field("FOED_DT_UMRK", 50, 1, Form::uncertainty);
inline constexpr Field start_dt_person = field("START_DT-PERSON", 51, 10, Form::date_10);
inline constexpr Field start_dt_umrk_person = field("START_DT_UMRK-PERSON", 61, 1, Form::uncertainty);
inline constexpr Field slut_dt_person = field("SLUT_DT-PERSON", 62, 10, Form::date_10);
inline constexpr Field slut_dt_umrk_person = field("SLUT_DT_UMRK-PERSON", 72, 1, Form::uncertainty);
inline constexpr Field stilling = field("STILLING", 73, 34, Form::text);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   pnrgaeld,
                                   status,
                                   statushaenstart,
                                   statusdto_umrk,
                                   koen,
                                   foed_dt,
                                   foed_dt_umrk,
                                   start_dt_person,
                                   start_dt_umrk_person,
                                   slut_dt_person,
                                   slut_dt_umrk_person,
                                   stilling};
inline constexpr RecordLayout layout{.type = "001", .length = 106, .long_length = 106, .fields = fields};
}  // namespace r001

// address in force, by codes
namespace r002 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field komkod = field("KOMKOD", 14, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 18, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 22, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 26, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 28, 4, Form::text);
inline constexpr Field bnr = field("BNR", 32, 4, Form::text);
inline constexpr Field convn = field("CONVN", 36, 34, Form::text);
inline constexpr Field tilflydto = field("TILFLYDTO", 70, 12, Form::date_12);
inline constexpr Field tilflydt_umrk = field("TILFLYDT_UMRK", 82, 1, Form::uncertainty);
inline constexpr Field tilflykomdto = field("TILFLYKOMDTO", 83, 12, Form::date_12);
inline constexpr Field tilflykomdt_umrk = field("TILFLYKOMDT_UMRK", 95, 1, Form::uncertainty);
inline constexpr Field fraflykomkod = field("FRAFLYKOMKOD", 96, 4, Form::digits);
inline constexpr Field fraflykomdto = field("FRAFLYKOMDTO", 100, 12, Form::date_12);
inline constexpr Field fraflykomdt_umrk = field("FRAFLYKOMDT_UMRK", 112, 1, Form::uncertainty);
inline constexpr Field start_mynkod_adrtxt = field("START_MYNKOD-ADRTXT", 113, 4, Form::digits);
inline constexpr Field adr1_supladr = field("ADR1-SUPLADR", 117, 34, Form::text);
inline constexpr Field adr2_supladr = field("ADR2-SUPLADR", 151, 34, Form::text);
inline constexpr Field adr3_supladr = field("ADR3-SUPLADR", 185, 34, Form::text);
inline constexpr Field adr4_supladr = field("ADR4-SUPLADR", 219, 34, Form::text);
inline constexpr Field adr5_supladr = field("ADR5-SUPLADR", 253, 34, Form::text);
inline constexpr Field start_dt_adrtxt = field("START_DT-ADRTXT", 287, 10, Form::date_10);
inline constexpr Field slet_dt_adrtxt = field("SLET_DT-ADRTXT", 297, 10, Form::date_10);
inline constexpr Field vejnvn = field("VEJNVN", 307, 40, Form::text);
inline constexpr Field adresse_uuid = field("ADRESSE_UUID", 347, 36, Form::text);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   komkod,
                                   vejkod,
                                   husnr,
                                   etage,
                                   sidedoer,
                                   bnr,
                                   convn,
                                   tilflydto,
                                   tilflydt_umrk,
                                   tilflykomdto,
                                   tilflykomdt_umrk,
                                   fraflykomkod,
                                   fraflykomdto,
                                   fraflykomdt_umrk,
                                   start_mynkod_adrtxt,
                                   adr1_supladr,
                                   adr2_supladr,
                                   adr3_supladr,
                                   adr4_supladr,
                                   adr5_supladr,
                                   start_dt_adrtxt,
                                   slet_dt_adrtxt,
                                   vejnvn,
                                   adresse_uuid};
inline constexpr RecordLayout layout{.type = "002", .length = 306, .long_length = 382, .fields = fields};
}  // namespace r002

// addressing name and address in words
namespace r003 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field adrnvn = field("ADRNVN", 14, 34, Form::text);
inline constexpr Field convn = field("CONVN", 48, 34, Form::text);
inline constexpr Field lokalitet = field("LOKALITET", 82, 34, Form::text);
inline constexpr Field standardadr = field("STANDARDADR", 116, 34, Form::text);
inline constexpr Field bynvn = field("BYNVN", 150, 34, Form::text);
inline constexpr Field postnr = field("POSTNR", 184, 4, Form::digits);
inline constexpr Field postdisttxt = field("POSTDISTTXT", 188, 20, Form::text);
inline constexpr Field komkod = field("KOMKOD", 208, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 212, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 216, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 220, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 222, 4, Form::text);
inline constexpr Field bnr = field("BNR", 226, 4, Form::text);
inline constexpr Field vejadrnvn = field("VEJADRNVN", 230, 20, Form::text);
inline constexpr std::array fields{recordtype, pnr,      adrnvn,      convn,    lokalitet, standardadr,
                                   bynvn,      postnr,   postdisttxt, komkod,   vejkod,    husnr,
                                   etage,      sidedoer, bnr,         vejadrnvn};
inline constexpr RecordLayout layout{.type = "003", .length = 249, .long_length = 249, .fields = fields};
}  // namespace r003

// protection
namespace r004 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field beskyttype = field("BESKYTTYPE", 14, 4, Form::protection);
inline constexpr Field start_dt_beskyttelse = field("START_DT-BESKYTTELSE", 18, 10, Form::date_10);
inline constexpr Field slet_dt_beskyttelse = field("SLET_DT-BESKYTTELSE", 28, 10, Form::date_10);
inline constexpr std::array fields{recordtype, pnr, beskyttype, start_dt_beskyttelse, slet_dt_beskyttelse};
inline constexpr RecordLayout layout{.type = "004", .length = 37, .long_length = 37, .fields = fields};
}  // namespace r004

// emigration in force
namespace r005 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field udr_landekod = field("UDR_LANDEKOD", 14, 4, Form::digits);
inline constexpr Field udrdto = field("UDRDTO", 18, 12, Form::date_12);
inline constexpr Field udrdto_umrk = field("UDRDTO_UMRK", 30, 1, Form::uncertainty);
inline constexpr Field udlandadr1 = field("UDLANDADR1", 31, 34, Form::text);
inline constexpr Field udlandadr2 = field("UDLANDADR2", 65, 34, Form::text);
inline constexpr Field udlandadr3 = field("UDLANDADR3", 99, 34, Form::text);
inline constexpr Field udlandadr4 = field("UDLANDADR4", 133, 34, Form::text);
inline constexpr Field udlandadr5 = field("UDLANDADR5", 167, 34, Form::text);
inline constexpr std::array fields{recordtype, pnr,        udr_landekod, udrdto,     udrdto_umrk,
                                   udlandadr1, udlandadr2, udlandadr3,   udlandadr4, udlandadr5};
inline constexpr RecordLayout layout{.type = "005", .length = 200, .long_length = 200, .fields = fields};
}  // namespace r005

// contact address
namespace r006 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field adr1_kontaktadr = field("ADR1-KONTAKTADR", 14, 34, Form::text);
inline constexpr Field adr2_kontaktadr = field("ADR2-KONTAKTADR", 48, 34, Form::text);
inline constexpr Field adr3_kontaktadr = field("ADR3-KONTAKTADR", 82, 34, Form::text);
inline constexpr Field adr4_kontaktadr = field("ADR4-KONTAKTADR", 116, 34, Form::text);
inline constexpr Field adr5_kontaktadr = field("ADR5-KONTAKTADR", 150, 34, Form::text);
inline constexpr Field start_dt_adrtxt = field("START_DT-ADRTXT", 184, 10, Form::date_10);
inline constexpr Field slet_dt_adrtxt = field("SLET_DT-ADRTXT", 194, 10, Form::date_10);
inline constexpr std::array fields{recordtype,      pnr,
                                   adr1_kontaktadr, adr2_kontaktadr,
                                   adr3_kontaktadr, adr4_kontaktadr,
                                   adr5_kontaktadr, start_dt_adrtxt,
                                   slet_dt_adrtxt};
inline constexpr RecordLayout layout{.type = "006", .length = 203, .long_length = 203, .fields = fields};
}  // namespace r006

// disappearance in force
namespace r007 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field forsvinddto = field("FORSVINDDTO", 14, 12, Form::date_12);
inline constexpr Field forsvinddto_umrk = field("FORSVINDDTO_UMRK", 26, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype, pnr, forsvinddto, forsvinddto_umrk};
inline constexpr RecordLayout layout{.type = "007", .length = 26, .long_length = 26, .fields = fields};
}  // namespace r007

// names in force
namespace r008 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field fornvn = field("FORNVN", 14, 50, Form::text);
inline constexpr Field fornvn_mrk = field("FORNVN_MRK", 64, 1, Form::name_mark);
inline constexpr Field melnvn = field("MELNVN", 65, 40, Form::text);
inline constexpr Field melnvn_mrk = field("MELNVN_MRK", 105, 1, Form::name_mark);
inline constexpr Field efternvn = field("EFTERNVN", 106, 40, Form::text);
inline constexpr Field efternvn_mrk = field("EFTERNVN_MRK", 146, 1, Form::name_mark);
inline constexpr Field nvnhaenstart = field("NVNHAENSTART", 147, 12, Form::date_12);
inline constexpr Field haenstart_umrk_navne = field("HAENSTART_UMRK-NAVNE", 159, 1, Form::uncertainty);
inline constexpr Field adrnvn = field("ADRNVN", 160, 34, Form::text);
inline constexpr std::array fields{recordtype, pnr,      fornvn,       fornvn_mrk,   melnvn,
                                   melnvn_mrk, efternvn, efternvn_mrk, nvnhaenstart, haenstart_umrk_navne,
                                   adrnvn};
inline constexpr RecordLayout layout{.type = "008", .length = 193, .long_length = 193, .fields = fields};
}  // namespace r008

// registration of birth
namespace r009 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field start_mynkod_foedested = field("START_MYNKOD-FØDESTED", 14, 4, Form::text);
inline constexpr Field myntxt_foedested = field("MYNTXT-FØDESTED", 18, 20, Form::text);
inline constexpr std::array fields{recordtype, pnr, start_mynkod_foedested, myntxt_foedested};
inline constexpr RecordLayout layout{.type = "009", .length = 37, .long_length = 37, .fields = fields};
}  // namespace r009

// citizenship in force
namespace r010 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field landekod = field("LANDEKOD", 14, 4, Form::digits);
inline constexpr Field haenstart_statsborgerskab = field("HAENSTART-STATSBORGERSKAB", 18, 12, Form::date_12);
inline constexpr Field haenstart_umrk_statsborgerskab =
    field("HAENSTART_UMRK-STATSBORGERSKAB", 30, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype, pnr, landekod, haenstart_statsborgerskab,
                                   haenstart_umrk_statsborgerskab};
inline constexpr RecordLayout layout{.type = "010", .length = 30, .long_length = 30, .fields = fields};
}  // namespace r010

// membership of the national church
namespace r011 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field fkirk = field("FKIRK", 14, 1, Form::letter);
inline constexpr Field start_dt_folkekirke = field("START_DT-FOLKEKIRKE", 15, 10, Form::date_10);
inline constexpr Field start_dt_umrk_folkekirke = field("START_DT_UMRK-FOLKEKIRKE", 25, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype, pnr, fkirk, start_dt_folkekirke, start_dt_umrk_folkekirke};
inline constexpr RecordLayout layout{.type = "011", .length = 25, .long_length = 25, .fields = fields};
}  // namespace r011

// civil status in force
namespace r012 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field civst = field("CIVST", 14, 1, Form::civil_status);
inline constexpr Field aegtepnr = field("AEGTEPNR", 15, 10, Form::number);
inline constexpr Field aegtefoed_dt = field("AEGTEFOED_DT", 25, 10, Form::date_10);
inline constexpr Field aegtefoeddt_umrk = field("AEGTEFOEDDT_UMRK", 35, 1, Form::uncertainty);
inline constexpr Field aegtenvn = field("AEGTENVN", 36, 34, Form::text);
inline constexpr Field aegtenvn_mrk = field("AEGTENVN_MRK", 70, 1, Form::name_mark);
inline constexpr Field haenstart_civilstand = field("HAENSTART-CIVILSTAND", 71, 12, Form::date_12);
inline constexpr Field haenstart_umrk_civilstand =
    field("HAENSTART_UMRK-CIVILSTAND", 83, 1, Form::uncertainty);
inline constexpr Field sep_henvis_civilstand = field("SEP_HENVIS-CIVILSTAND", 84, 12, Form::digits);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   civst,
                                   aegtepnr,
                                   aegtefoed_dt,
                                   aegtefoeddt_umrk,
                                   aegtenvn,
                                   aegtenvn_mrk,
                                   haenstart_civilstand,
                                   haenstart_umrk_civilstand,
                                   sep_henvis_civilstand};
inline constexpr RecordLayout layout{.type = "012", .length = 95, .long_length = 95, .fields = fields};
}  // namespace r012

// separation in force
namespace r013 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field sep_henvis_separation = field("SEP_HENVIS-SEPARATION", 14, 12, Form::digits);
inline constexpr Field start_dt_separation = field("START_DT-SEPARATION", 26, 10, Form::date_10);
inline constexpr Field start_dt_umrk_separation = field("START_DT_UMRK-SEPARATION", 36, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype, pnr, sep_henvis_separation, start_dt_separation,
                                   start_dt_umrk_separation};
inline constexpr RecordLayout layout{.type = "013", .length = 36, .long_length = 36, .fields = fields};
}  // namespace r013

}  // namespace skranke::cpr
