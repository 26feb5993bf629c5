// What cairo leaves out of a PDF that readers for the blind need: the language, and what a figure shows.
//
// Added as PDF has it for changes (ISO 32000-1, 7.5.6): objects anew behind the end, and a table that names
// them, so that nothing of what cairo wrote is touched.
#pragma once

#include <string>
#include <vector>

namespace skranke::letters {

// A file of cairo with the document's language ("da"), its title shown instead of its name, and the texts for
// its figures, as many as there are, in their order. What is not a file of cairo's is a bug (ensure).
[[nodiscard]] std::string amended(std::string pdf, const std::string& language,
                                  const std::vector<std::string>& figures);

}  // namespace skranke::letters
