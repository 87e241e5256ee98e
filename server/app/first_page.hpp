// The first HTML of the visitor's page: the build's template, filled from settings. Useful before
// any script has run, and rendered only when settings change. In Japanese, like the template; the
// page's script says the fixed words around it in other languages. And the pages about privacy, one
// for each language, which name the desk and have its exit.
#pragma once

#include "protocol/desk_settings.hpp"

#include <boost/system/result.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

// Every `{{name}}` of the template must be known and every known name must occur; anything else is
// a template of another version, and an error.
[[nodiscard]] boost::system::result<std::string> rendered(std::string_view page_template,
                                                          protocol::DeskDocument const& desk);

// The same of a page about privacy, of which only `desk_name` and `exit` are known.
[[nodiscard]] boost::system::result<std::string> rendered_about(std::string_view page_template,
                                                                protocol::DeskDocument const& desk);

[[nodiscard]] boost::system::result<std::string>
first_page(std::filesystem::path const& public_folder, protocol::DeskDocument const& desk);

// Path of the web and page: about/CODE.html of the public folder as /about/CODE; none is an error.
using Pages = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] boost::system::result<Pages> about_pages(std::filesystem::path const& public_folder,
                                                       protocol::DeskDocument const& desk);

} // namespace app
