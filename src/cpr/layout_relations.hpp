// The records of a person's children, parents and guardians, and what an authority noted: 014 to 021, 050,
// 052.
//
// SPEC: record layout P12170/P12180 of the CPR office, as public programs state it; sources in layout.hpp.
#pragma once

#include <array>

#include "cpr/layout.hpp"

namespace skranke::cpr {

// a child
namespace r014 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field barn = field("PNR", 14, 10, Form::number);
inline constexpr std::array fields{recordtype, pnr, barn};
inline constexpr RecordLayout layout{.type = "014", .length = 23, .long_length = 23, .fields = fields};
}  // namespace r014

// parents
namespace r015 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field mor_dt = field("MOR_DT", 14, 10, Form::date_10);
inline constexpr Field mor_dt_umrk = field("MOR_DT_UMRK", 24, 1, Form::uncertainty);
inline constexpr Field pnrmor = field("PNRMOR", 25, 10, Form::number);
inline constexpr Field mor_foed_dt = field("MOR_FOED_DT", 35, 10, Form::date_10);
inline constexpr Field mor_foed_dt_umrk = field("MOR_FOED_DT_UMRK", 45, 1, Form::uncertainty);
inline constexpr Field mornvn = field("MORNVN", 46, 34, Form::text);
inline constexpr Field mornvn_mrk = field("MORNVN_MRK", 80, 1, Form::name_mark);
inline constexpr Field far_dt = field("FAR_DT", 81, 10, Form::date_10);
inline constexpr Field far_dt_umrk = field("FAR_DT_UMRK", 91, 1, Form::uncertainty);
inline constexpr Field pnrfar = field("PNRFAR", 92, 10, Form::number);
inline constexpr Field far_foed_dt = field("FAR_FOED_DT", 102, 10, Form::date_10);
inline constexpr Field far_foed_dt_umrk = field("FAR_FOED_DT_UMRK", 112, 1, Form::uncertainty);
inline constexpr Field farnvn = field("FARNVN", 113, 34, Form::text);
inline constexpr Field farnvn_mrk = field("FARNVN_MRK", 147, 1, Form::name_mark);
inline constexpr std::array fields{
    recordtype, pnr,        mor_dt, mor_dt_umrk, pnrmor, mor_foed_dt, mor_foed_dt_umrk,
    mornvn,     mornvn_mrk, far_dt, far_dt_umrk, pnrfar, far_foed_dt, far_foed_dt_umrk,
    farnvn,     farnvn_mrk};
inline constexpr RecordLayout layout{.type = "015", .length = 147, .long_length = 147, .fields = fields};
}  // namespace r015

// custody
namespace r016 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field reltyp_foraeldremyn = field("RELTYP-FORÆLDREMYN", 14, 4, Form::digits);
inline constexpr Field start_dt_foraeldremyn = field("START_DT-FORÆLDREMYN", 18, 10, Form::date_10);
inline constexpr Field start_dt_umrk_foraeldremyn =
    field("START_DT_UMRK-FORÆLDREMYN", 28, 1, Form::uncertainty);
inline constexpr Field slet_dt_foraeldremyn = field("SLET_DT-FORÆLDREMYN", 29, 10, Form::date_10);
inline constexpr Field relpnr = field("RELPNR", 39, 10, Form::number);
inline constexpr Field start_dt_relpnr_pnr = field("START_DT-RELPNR_PNR", 49, 10, Form::date_10);
inline constexpr std::array fields{
    recordtype,           pnr,    reltyp_foraeldremyn, start_dt_foraeldremyn, start_dt_umrk_foraeldremyn,
    slet_dt_foraeldremyn, relpnr, start_dt_relpnr_pnr};
inline constexpr RecordLayout layout{.type = "016", .length = 58, .long_length = 58, .fields = fields};
}  // namespace r016

// guardianship
namespace r017 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field start_dt_umyndig = field("START_DT-UMYNDIG", 14, 10, Form::date_10);
inline constexpr Field start_dt_umrk_umyndig = field("START_DT_UMRK-UMYNDIG", 24, 1, Form::uncertainty);
inline constexpr Field slet_dt_umyndig = field("SLET_DT-UMYNDIG", 25, 10, Form::date_10);
inline constexpr Field umyn_reltyp = field("UMYN_RELTYP", 35, 4, Form::digits);
inline constexpr Field relpnr = field("RELPNR", 39, 10, Form::number);
inline constexpr Field start_dt_relpnr_pnr = field("START_DT-RELPNR_PNR", 49, 10, Form::date_10);
inline constexpr Field reladrsat_relpnr_txt = field("RELADRSAT_RELPNR_TXT", 59, 34, Form::text);
inline constexpr Field start_dt_relpnr_txt = field("START_DT-RELPNR_TXT", 93, 10, Form::date_10);
inline constexpr Field reltxt1 = field("RELTXT1", 103, 34, Form::text);
inline constexpr Field reltxt2 = field("RELTXT2", 137, 34, Form::text);
inline constexpr Field reltxt3 = field("RELTXT3", 171, 34, Form::text);
inline constexpr Field reltxt4 = field("RELTXT4", 205, 34, Form::text);
inline constexpr Field reltxt5 = field("RELTXT5", 239, 34, Form::text);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   start_dt_umyndig,
                                   start_dt_umrk_umyndig,
                                   slet_dt_umyndig,
                                   umyn_reltyp,
                                   relpnr,
                                   start_dt_relpnr_pnr,
                                   reladrsat_relpnr_txt,
                                   start_dt_relpnr_txt,
                                   reltxt1,
                                   reltxt2,
                                   reltxt3,
                                   reltxt4,
                                   reltxt5};
inline constexpr RecordLayout layout{.type = "017", .length = 272, .long_length = 272, .fields = fields};
}  // namespace r017

// municipal matters
namespace r018 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field komforhtyp = field("KOMFORHTYP", 14, 1, Form::digits);
inline constexpr Field komforhkod = field("KOMFORHKOD", 15, 5, Form::text);
inline constexpr Field start_dt_kommunale_forhold =
    field("START_DT-KOMMUNALE-FORHOLD", 20, 10, Form::date_10);
inline constexpr Field start_dt_umrk_kommunale_forhol =
    field("START_DT_UMRK-KOMMUNALE-FORHOL", 30, 1, Form::uncertainty);
inline constexpr Field bemaerk_kommunale_forhold = field("BEMAERK-KOMMUNALE-FORHOLD", 31, 30, Form::text);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   komforhtyp,
                                   komforhkod,
                                   start_dt_kommunale_forhold,
                                   start_dt_umrk_kommunale_forhol,
                                   bemaerk_kommunale_forhold};
inline constexpr RecordLayout layout{.type = "018", .length = 60, .long_length = 60, .fields = fields};
}  // namespace r018

// notes
namespace r019 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field notatnr = field("NOTATNR", 14, 2, Form::digits);
inline constexpr Field notatlinie = field("NOTATLINIE", 16, 40, Form::text);
inline constexpr Field start_dt_notat = field("START_DT-NOTAT", 56, 10, Form::date_10);
inline constexpr Field slet_dt_notat = field("SLET_DT-NOTAT", 66, 10, Form::date_10);
inline constexpr std::array fields{recordtype, pnr, notatnr, notatlinie, start_dt_notat, slet_dt_notat};
inline constexpr RecordLayout layout{.type = "019", .length = 75, .long_length = 75, .fields = fields};
}  // namespace r019

// voting
namespace r020 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field valgkode = field("VALGKODE", 14, 4, Form::digits);
inline constexpr Field valgret_dt = field("VALGRET_DT", 18, 10, Form::date_10);
inline constexpr Field start_dt_valgoplysninger = field("START_DT-VALGOPLYSNINGER", 28, 10, Form::date_10);
inline constexpr Field slet_dt_valgoplysninger = field("SLET_DT-VALGOPLYSNINGER", 38, 10, Form::date_10);
inline constexpr std::array fields{
    recordtype, pnr, valgkode, valgret_dt, start_dt_valgoplysninger, slet_dt_valgoplysninger};
inline constexpr RecordLayout layout{.type = "020", .length = 47, .long_length = 47, .fields = fields};
}  // namespace r020

// order to move; its fields are not public
namespace r021 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr std::array fields{recordtype, pnr};
inline constexpr RecordLayout layout{.type = "021", .length = 63, .long_length = 63, .fields = fields};
}  // namespace r021

// credit warning (since 2017)
namespace r050 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field advarselstype = field("ADVARSELSTYPE", 14, 4, Form::digits);
inline constexpr Field startdato = field("STARTDATO", 18, 12, Form::date_12);
inline constexpr std::array fields{recordtype, pnr, advarselstype, startdato};
inline constexpr RecordLayout layout{.type = "050", .length = 29, .long_length = 29, .fields = fields};
}  // namespace r050

// guardianship, extended; its fields are not public
namespace r052 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr std::array fields{recordtype, pnr};
inline constexpr RecordLayout layout{.type = "052", .length = 287, .long_length = 287, .fields = fields};
}  // namespace r052

}  // namespace skranke::cpr
