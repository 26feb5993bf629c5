// The centres from the files of data/centres.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "centre/directory.hpp"

namespace skranke::codec {

// `centres`: JSON, {"sources": […], "centres": […]}. `postcodes`: CSV with a heading,
// "code,district,municipality codes with | between them"; no field is quoted. As strict as a case: an unknown
// or duplicate key is a Problem, whose text begins with the centre's id where there is one, or with the line
// of the CSV.
[[nodiscard]] base::Result<centre::Directory> read_centres(std::string_view centres,
                                                           std::string_view postcodes);

}  // namespace skranke::codec
