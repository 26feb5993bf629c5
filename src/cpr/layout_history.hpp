// The records of what was in force earlier, 022 to 030.
//
// SPEC: record layout P12170/P12180 of the CPR office, as public programs state it; sources in layout.hpp.
#pragma once

#include <array>

#include "cpr/layout.hpp"

namespace skranke::cpr {

// former number
namespace r022 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNRGÆLD", 4, 10, Form::own_number);
inline constexpr Field former_pnr = field("PNR", 14, 10, Form::number);
inline constexpr Field start_dt_person = field("START_DT-PERSON", 24, 10, Form::date_10);
inline constexpr Field start_dt_umrk_person = field("START_DT_UMRK-PERSON", 34, 1, Form::uncertainty);
inline constexpr Field slut_dt_person = field("SLUT_DT-PERSON", 35, 10, Form::date_10);
inline constexpr Field slut_dt_umrk_person = field("SLUT_DT_UMRK-PERSON", 45, 1, Form::uncertainty);
inline constexpr std::array fields{
    recordtype, pnr, former_pnr, start_dt_person, start_dt_umrk_person, slut_dt_person, slut_dt_umrk_person};
inline constexpr RecordLayout layout{.type = "022", .length = 45, .long_length = 45, .fields = fields};
}  // namespace r022

// former address
namespace r023 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field komkod = field("KOMKOD", 15, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 19, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 23, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 27, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 29, 4, Form::text);
inline constexpr Field bnr = field("BNR", 33, 4, Form::text);
inline constexpr Field convn = field("CONVN", 37, 34, Form::text);
inline constexpr Field tilflydto = field("TILFLYDTO", 71, 12, Form::date_12);
inline constexpr Field tilflydt_umrk = field("TILFLYDT_UMRK", 83, 1, Form::uncertainty);
inline constexpr Field fraflydto = field("FRAFLYDTO", 84, 12, Form::date_12);
inline constexpr Field fraflydto_umrk = field("FRAFLYDTO_UMRK", 96, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype, pnr,           annkor,    komkod,        vejkod,
                                   husnr,      etage,         sidedoer,  bnr,           convn,
                                   tilflydto,  tilflydt_umrk, fraflydto, fraflydto_umrk};
inline constexpr RecordLayout layout{.type = "023", .length = 96, .long_length = 96, .fields = fields};
}  // namespace r023

// former stay abroad
namespace r024 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field udr_landekod = field("UDR_LANDEKOD", 15, 4, Form::digits);
inline constexpr Field udrdto = field("UDRDTO", 19, 12, Form::date_12);
inline constexpr Field udrdto_umrk = field("UDRDTO_UMRK", 31, 1, Form::uncertainty);
inline constexpr Field indr_landekod = field("INDR_LANDEKOD", 32, 4, Form::digits);
inline constexpr Field indrdto = field("INDRDTO", 36, 12, Form::date_12);
inline constexpr Field indrdto_umrk = field("INDRDTO_UMRK", 48, 1, Form::uncertainty);
inline constexpr Field udlandadr1 = field("UDLANDADR1", 49, 34, Form::text);
inline constexpr Field udlandadr2 = field("UDLANDADR2", 83, 34, Form::text);
inline constexpr Field udlandadr3 = field("UDLANDADR3", 117, 34, Form::text);
inline constexpr Field udlandadr4 = field("UDLANDADR4", 151, 34, Form::text);
inline constexpr Field udlandadr5 = field("UDLANDADR5", 185, 34, Form::text);
inline constexpr std::array fields{recordtype,  pnr,           annkor,     udr_landekod, udrdto,
                                   udrdto_umrk, indr_landekod, indrdto,    indrdto_umrk, udlandadr1,
                                   udlandadr2,  udlandadr3,    udlandadr4, udlandadr5};
inline constexpr RecordLayout layout{.type = "024", .length = 218, .long_length = 218, .fields = fields};
}  // namespace r024

// former disappearance
namespace r025 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field forsvinddto = field("FORSVINDDTO", 15, 12, Form::date_12);
inline constexpr Field forsvinddto_umrk = field("FORSVINDDTO_UMRK", 27, 1, Form::uncertainty);
inline constexpr Field genfinddto = field("GENFINDDTO", 28, 12, Form::date_12);
inline constexpr Field genfinddto_umrk = field("GENFINDDTO_UMRK", 40, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype,       pnr,        annkor,         forsvinddto,
                                   forsvinddto_umrk, genfinddto, genfinddto_umrk};
inline constexpr RecordLayout layout{.type = "025", .length = 40, .long_length = 40, .fields = fields};
}  // namespace r025

// former names
namespace r026 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field fornvn = field("FORNVN", 15, 50, Form::text);
inline constexpr Field fornvn_mrk = field("FORNVN_MRK", 65, 1, Form::name_mark);
inline constexpr Field melnvn = field("MELNVN", 66, 40, Form::text);
inline constexpr Field melnvn_mrk = field("MELNVN_MRK", 106, 1, Form::name_mark);
inline constexpr Field efternvn = field("EFTERNVN", 107, 40, Form::text);
inline constexpr Field efternvn_mrk = field("EFTERNVN_MRK", 147, 1, Form::name_mark);
inline constexpr Field nvnhaenstart = field("NVNHAENSTART", 148, 12, Form::date_12);
inline constexpr Field haenstart_umrk_navne = field("HAENSTART_UMRK-NAVNE", 160, 1, Form::uncertainty);
inline constexpr Field nvnhaenslut = field("NVNHAENSLUT", 161, 12, Form::date_12);
inline constexpr Field haenslut_umrk_navne = field("HAENSLUT_UMRK-NAVNE", 173, 1, Form::uncertainty);
inline constexpr std::array fields{
    recordtype,         pnr,      annkor,       fornvn,       fornvn_mrk,           melnvn,
    melnvn_mrk,         efternvn, efternvn_mrk, nvnhaenstart, haenstart_umrk_navne, nvnhaenslut,
    haenslut_umrk_navne};
inline constexpr RecordLayout layout{.type = "026", .length = 173, .long_length = 173, .fields = fields};
}  // namespace r026

// former citizenship
namespace r027 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field landekod = field("LANDEKOD", 15, 4, Form::digits);
inline constexpr Field haenstart_statsborgerskab = field("HAENSTART-STATSBORGERSKAB", 19, 12, Form::date_12);
inline constexpr Field haenstart_umrk_statsborgerskab =
    field("HAENSTART_UMRK-STATSBORGERSKAB", 31, 1, Form::uncertainty);
inline constexpr Field haenslut_statsborgerskab = field("HAENSLUT-STATSBORGERSKAB", 32, 12, Form::date_12);
inline constexpr Field haenslut_umrk_statsborgerskab =
    field("HAENSLUT_UMRK-STATSBORGERSKAB", 44, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   annkor,
                                   landekod,
                                   haenstart_statsborgerskab,
                                   haenstart_umrk_statsborgerskab,
                                   haenslut_statsborgerskab,
                                   haenslut_umrk_statsborgerskab};
inline constexpr RecordLayout layout{.type = "027", .length = 44, .long_length = 44, .fields = fields};
}  // namespace r027

// former membership of the national church
namespace r028 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field fkirk = field("FKIRK", 14, 1, Form::letter);
inline constexpr Field start_dt_folkekirke = field("START_DT-FOLKEKIRKE", 15, 10, Form::date_10);
inline constexpr Field start_dt_umrk_folkekirke = field("START_DT_UMRK-FOLKEKIRKE", 25, 1, Form::uncertainty);
inline constexpr Field slut_dt_folkekirke = field("SLUT_DT-FOLKEKIRKE", 26, 10, Form::date_10);
inline constexpr Field slut_dt_umrk_folkekirke = field("SLUT_DT_UMRK-FOLKEKIRKE", 36, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   fkirk,
                                   start_dt_folkekirke,
                                   start_dt_umrk_folkekirke,
                                   slut_dt_folkekirke,
                                   slut_dt_umrk_folkekirke};
inline constexpr RecordLayout layout{.type = "028", .length = 36, .long_length = 36, .fields = fields};
}  // namespace r028

// former civil status
namespace r029 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field civst = field("CIVST", 15, 1, Form::civil_status);
inline constexpr Field aegtepnr = field("AEGTEPNR", 16, 10, Form::number);
inline constexpr Field aegtefoed_dt = field("AEGTEFOED_DT", 26, 10, Form::date_10);
inline constexpr Field aegtefoeddt_umrk = field("AEGTEFOEDDT_UMRK", 36, 1, Form::uncertainty);
inline constexpr Field aegtenvn = field("AEGTENVN", 37, 34, Form::text);
inline constexpr Field aegtenvn_mrk = field("AEGTENVN_MRK", 71, 1, Form::name_mark);
inline constexpr Field haenstart_civilstand = field("HAENSTART-CIVILSTAND", 72, 12, Form::date_12);
inline constexpr Field haenstart_umrk_civilstand =
    field("HAENSTART_UMRK-CIVILSTAND", 84, 1, Form::uncertainty);
inline constexpr Field haenslut_civilstand = field("HAENSLUT-CIVILSTAND", 85, 12, Form::date_12);
inline constexpr Field haenslut_umrk_civilstand = field("HAENSLUT_UMRK-CIVILSTAND", 97, 1, Form::uncertainty);
inline constexpr Field sep_henvis_civilstand = field("SEP_HENVIS-CIVILSTAND", 98, 12, Form::digits);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   annkor,
                                   civst,
                                   aegtepnr,
                                   aegtefoed_dt,
                                   aegtefoeddt_umrk,
                                   aegtenvn,
                                   aegtenvn_mrk,
                                   haenstart_civilstand,
                                   haenstart_umrk_civilstand,
                                   haenslut_civilstand,
                                   haenslut_umrk_civilstand,
                                   sep_henvis_civilstand};
inline constexpr RecordLayout layout{.type = "029", .length = 109, .long_length = 109, .fields = fields};
}  // namespace r029

// former separation
namespace r030 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field annkor = field("ANNKOR", 14, 1, Form::correction);
inline constexpr Field sep_henvis_separation = field("SEP_HENVIS-SEPARATION", 15, 12, Form::digits);
inline constexpr Field start_dt_separation = field("START_DT-SEPARATION", 27, 10, Form::date_10);
inline constexpr Field start_dt_umrk_separation = field("START_DT_UMRK-SEPARATION", 37, 1, Form::uncertainty);
inline constexpr Field slut_dt_separation = field("SLUT_DT-SEPARATION", 38, 10, Form::date_10);
inline constexpr Field slut_dt_umrk_separation = field("SLUT_DT_UMRK-SEPARATION", 48, 1, Form::uncertainty);
inline constexpr std::array fields{recordtype,
                                   pnr,
                                   annkor,
                                   sep_henvis_separation,
                                   start_dt_separation,
                                   start_dt_umrk_separation,
                                   slut_dt_separation,
                                   slut_dt_umrk_separation};
inline constexpr RecordLayout layout{.type = "030", .length = 48, .long_length = 48, .fields = fields};
}  // namespace r030

}  // namespace skranke::cpr
