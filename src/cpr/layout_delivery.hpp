// The records of the delivery itself (000, 099, 910, 997, 999), and those of relatives with their address
// (031 to 033).
//
// SPEC: record layout P12170/P12180 of the CPR office, as public programs state it; sources in layout.hpp.
#pragma once

#include <array>

#include "cpr/layout.hpp"

namespace skranke::cpr {

// start
namespace r000 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field sortfelt_10 = field("SORTFELT-10", 4, 10, Form::text);
inline constexpr Field opgavenr = field("OPGAVENR", 14, 6, Form::digits);
inline constexpr Field proddto = field("PRODDTO", 20, 8, Form::date_8);
inline constexpr Field proddtoforrig = field("PRODDTOFORRIG", 28, 8, Form::date_8);
inline constexpr std::array fields{recordtype, sortfelt_10, opgavenr, proddto, proddtoforrig};
inline constexpr RecordLayout layout{.type = "000", .length = 35, .long_length = 35, .fields = fields};
}  // namespace r000

// event
namespace r099 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field timestampu = field("TIMESTAMPU", 14, 12, Form::digits);
inline constexpr Field haendelse = field("HAENDELSE", 26, 3, Form::text);
inline constexpr Field afledtmrk = field("AFLEDTMRK", 29, 2, Form::text);
inline constexpr std::array fields{recordtype, pnr, timestampu, haendelse, afledtmrk};
inline constexpr RecordLayout layout{.type = "099", .length = 45, .long_length = 45, .fields = fields};
}  // namespace r099

// error
namespace r910 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field sortfelt_10 = field("SORTFELT-10", 4, 10, Form::text);
inline constexpr Field inddata = field("INDDATA", 14, 75, Form::text);
inline constexpr Field fejlnr = field("FEJLNR", 89, 4, Form::digits);
inline constexpr Field fejltxt_udtraek = field("FEJLTXT-UDTRÆK", 93, 65, Form::text);
inline constexpr std::array fields{recordtype, sortfelt_10, inddata, fejlnr, fejltxt_udtraek};
inline constexpr RecordLayout layout{.type = "910", .length = 157, .long_length = 157, .fields = fields};
}  // namespace r910

// subscription ended
namespace r997 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field timestampu = field("TIMESTAMPU", 14, 12, Form::digits);
inline constexpr Field haendelse = field("HAENDELSE", 26, 3, Form::text);
inline constexpr Field nglkonst = field("NGLKONST", 29, 15, Form::text);
inline constexpr std::array fields{recordtype, pnr, timestampu, haendelse, nglkonst};
inline constexpr RecordLayout layout{.type = "997", .length = 43, .long_length = 43, .fields = fields};
}  // namespace r997

// end
namespace r999 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field sortfelt_10 = field("SORTFELT-10", 4, 10, Form::text);
inline constexpr Field taeller = field("TAELLER", 14, 8, Form::digits);
inline constexpr std::array fields{recordtype, sortfelt_10, taeller};
inline constexpr RecordLayout layout{.type = "999", .length = 21, .long_length = 21, .fields = fields};
}  // namespace r999

// mother, with her address
namespace r031 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field pnrmor = field("PNRMOR", 14, 10, Form::number);
inline constexpr Field adrnvn = field("ADRNVN", 24, 34, Form::text);
inline constexpr Field convn = field("CONVN", 58, 34, Form::text);
inline constexpr Field lokalitet = field("LOKALITET", 92, 34, Form::text);
inline constexpr Field standardadr = field("STANDARDADR", 126, 34, Form::text);
inline constexpr Field bynvn = field("BYNVN", 160, 34, Form::text);
inline constexpr Field postnr = field("POSTNR", 194, 4, Form::digits);
inline constexpr Field postdisttxt = field("POSTDISTTXT", 198, 20, Form::text);
inline constexpr Field komkod = field("KOMKOD", 218, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 222, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 226, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 230, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 232, 4, Form::text);
inline constexpr Field bnr = field("BNR", 236, 4, Form::text);
inline constexpr Field vejadrnvn = field("VEJADRNVN", 240, 20, Form::text);
inline constexpr Field start_dt_beskyttelse = field("START_DT-BESKYTTELSE", 260, 10, Form::date_10);
inline constexpr std::array fields{
    recordtype,  pnr,    pnrmor, adrnvn, convn, lokalitet, standardadr, bynvn,     postnr,
    postdisttxt, komkod, vejkod, husnr,  etage, sidedoer,  bnr,         vejadrnvn, start_dt_beskyttelse};
inline constexpr RecordLayout layout{.type = "031", .length = 269, .long_length = 269, .fields = fields};
}  // namespace r031

// father, with his address
namespace r032 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field pnrfar = field("PNRFAR", 14, 10, Form::number);
inline constexpr Field adrnvn = field("ADRNVN", 24, 34, Form::text);
inline constexpr Field convn = field("CONVN", 58, 34, Form::text);
inline constexpr Field lokalitet = field("LOKALITET", 92, 34, Form::text);
inline constexpr Field standardadr = field("STANDARDADR", 126, 34, Form::text);
inline constexpr Field bynvn = field("BYNVN", 160, 34, Form::text);
inline constexpr Field postnr = field("POSTNR", 194, 4, Form::digits);
inline constexpr Field postdisttxt = field("POSTDISTTXT", 198, 20, Form::text);
inline constexpr Field komkod = field("KOMKOD", 218, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 222, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 226, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 230, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 232, 4, Form::text);
inline constexpr Field bnr = field("BNR", 236, 4, Form::text);
inline constexpr Field vejadrnvn = field("VEJADRNVN", 240, 20, Form::text);
inline constexpr Field start_dt_beskyttelse = field("START_DT-BESKYTTELSE", 260, 10, Form::date_10);
inline constexpr std::array fields{
    recordtype,  pnr,    pnrfar, adrnvn, convn, lokalitet, standardadr, bynvn,     postnr,
    postdisttxt, komkod, vejkod, husnr,  etage, sidedoer,  bnr,         vejadrnvn, start_dt_beskyttelse};
inline constexpr RecordLayout layout{.type = "032", .length = 269, .long_length = 269, .fields = fields};
}  // namespace r032

// child, with its address
namespace r033 {
inline constexpr Field recordtype = field("RECORDTYPE", 1, 3, Form::digits);
inline constexpr Field pnr = field("PNR", 4, 10, Form::own_number);
inline constexpr Field pnrbarn = field("PNRBARN", 14, 10, Form::number);
inline constexpr Field adrnvn = field("ADRNVN", 24, 34, Form::text);
inline constexpr Field convn = field("CONVN", 58, 34, Form::text);
inline constexpr Field lokalitet = field("LOKALITET", 92, 34, Form::text);
inline constexpr Field standardadr = field("STANDARDADR", 126, 34, Form::text);
inline constexpr Field bynvn = field("BYNVN", 160, 34, Form::text);
inline constexpr Field postnr = field("POSTNR", 194, 4, Form::digits);
inline constexpr Field postdisttxt = field("POSTDISTTXT", 198, 20, Form::text);
inline constexpr Field komkod = field("KOMKOD", 218, 4, Form::digits);
inline constexpr Field vejkod = field("VEJKOD", 222, 4, Form::digits);
inline constexpr Field husnr = field("HUSNR", 226, 4, Form::text);
inline constexpr Field etage = field("ETAGE", 230, 2, Form::text);
inline constexpr Field sidedoer = field("SIDEDOER", 232, 4, Form::text);
inline constexpr Field bnr = field("BNR", 236, 4, Form::text);
inline constexpr Field vejadrnvn = field("VEJADRNVN", 240, 20, Form::text);
inline constexpr Field start_dt_beskyttelse = field("START_DT-BESKYTTELSE", 260, 10, Form::date_10);
inline constexpr std::array fields{
    recordtype,  pnr,    pnrbarn, adrnvn, convn, lokalitet, standardadr, bynvn,     postnr,
    postdisttxt, komkod, vejkod,  husnr,  etage, sidedoer,  bnr,         vejadrnvn, start_dt_beskyttelse};
inline constexpr RecordLayout layout{.type = "033", .length = 269, .long_length = 269, .fields = fields};
}  // namespace r033

}  // namespace skranke::cpr
