// The layouts in one table that templates can unroll. Everybody else asks layouts().
#pragma once

#include <array>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"

namespace skranke::cpr {

inline constexpr std::array all_layouts{
    r000::layout, r001::layout, r002::layout, r003::layout, r004::layout, r005::layout, r006::layout,
    r007::layout, r008::layout, r009::layout, r010::layout, r011::layout, r012::layout, r013::layout,
    r014::layout, r015::layout, r016::layout, r017::layout, r018::layout, r019::layout, r020::layout,
    r021::layout, r022::layout, r023::layout, r024::layout, r025::layout, r026::layout, r027::layout,
    r028::layout, r029::layout, r030::layout, r031::layout, r032::layout, r033::layout, r050::layout,
    r052::layout, r099::layout, r910::layout, r997::layout, r999::layout};
static_assert(all_layouts.size() == layout_count);

}  // namespace skranke::cpr
