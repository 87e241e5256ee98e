#include "app/first_page.hpp"

#include "app/first_page_parts.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/system/errc.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace app {

boost::system::result<std::string> rendered(std::string_view page_template,
                                            protocol::DeskDocument const& desk)
{
    struct Place {
        std::string_view name;
        std::string value;
        bool used = false;
    };
    auto const& settings = desk.settings;
    std::array places{
        Place{"desk_code", escaped_html(desk.desk.code.value)},
        Place{"desk_name", escaped_html(desk.desk.name)},
        Place{"purpose", boost::describe::enum_to_string(desk.purpose, "")},
        Place{"lead", escaped_html(settings.lead)},
        Place{"exit", escaped_html(settings.exit.value_or(std::string(protocol::neutral_page)))},
        Place{"hours", hours_html(settings.hours)},
        Place{"contacts", contacts_html(settings.contacts, desk.purpose)}};
    auto const strange = boost::system::errc::make_error_code(boost::system::errc::bad_message);
    std::string page;
    while (!page_template.empty()) {
        auto const open = page_template.find("{{");
        page += page_template.substr(0, open);
        if (open == std::string_view::npos) break;
        page_template.remove_prefix(open + 2);
        auto const close = page_template.find("}}");
        if (close == std::string_view::npos) return strange;
        auto const name = page_template.substr(0, close);
        auto const place = std::ranges::find(places, name, &Place::name);
        if (place == places.end()) return strange;
        place->used = true;
        page += place->value;
        page_template.remove_prefix(close + 2);
    }
    for (auto const& place : places)
        if (!place.used) return strange;
    return page;
}

boost::system::result<std::string> first_page(std::filesystem::path const& public_folder,
                                              protocol::DeskDocument const& desk)
{
    std::ifstream file(public_folder / "visitor.html", std::ios::binary);
    std::ostringstream text;
    if (!(file && text << file.rdbuf()))
        return boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    return rendered(text.str(), desk);
}

} // namespace app
