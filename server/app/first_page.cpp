#include "app/first_page.hpp"

#include <boost/system/errc.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace app {

namespace {

std::string escaped(std::string_view text)
{
    std::string html;
    for (auto const c : text) {
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        default: html += c;
        }
    }
    return html;
}

} // namespace

boost::system::result<std::string> rendered(std::string_view page_template, staff::Desk const& desk)
{
    struct Place {
        std::string_view name;
        std::string value;
        bool used = false;
    };
    std::array places{Place{"desk_code", escaped(desk.code.value)},
                      Place{"desk_name", escaped(desk.name)}};
    auto const strange = boost::system::errc::make_error_code(boost::system::errc::bad_message);
    std::string html;
    while (!page_template.empty()) {
        auto const open = page_template.find("{{");
        html += page_template.substr(0, open);
        if (open == std::string_view::npos) break;
        page_template.remove_prefix(open + 2);
        auto const close = page_template.find("}}");
        if (close == std::string_view::npos) return strange;
        auto const name = page_template.substr(0, close);
        auto const place = std::ranges::find(places, name, &Place::name);
        if (place == places.end()) return strange;
        place->used = true;
        html += place->value;
        page_template.remove_prefix(close + 2);
    }
    for (auto const& place : places)
        if (!place.used) return strange;
    return html;
}

boost::system::result<std::shared_ptr<std::string const>>
first_page(std::filesystem::path const& public_folder, staff::Desk const& desk)
{
    std::ifstream file(public_folder / "visitor.html", std::ios::binary);
    std::ostringstream text;
    if (!(file && text << file.rdbuf()))
        return boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    auto html = rendered(text.str(), desk);
    if (!html) return html.error();
    return std::make_shared<std::string const>(std::move(*html));
}

} // namespace app
