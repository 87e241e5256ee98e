#include "app/first_page.hpp"

#include "app/first_page_parts.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/system/errc.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <sstream>
#include <utility>

namespace app {

namespace {

struct Place {
    std::string_view name;
    std::string value;
    bool used = false;
};

Place desk_name(protocol::DeskDocument const& desk)
{
    return {"desk_name", escaped_html(desk.desk.name)};
}

Place exit_of(protocol::DeskDocument const& desk)
{
    return {"exit", escaped_html(desk.settings.exit.value_or(std::string(protocol::neutral_page)))};
}

boost::system::result<std::string> filled(std::string_view page_template, std::span<Place> places)
{
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

boost::system::result<std::string> text_of(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!(file && text << file.rdbuf()))
        return boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    return text.str();
}

} // namespace

boost::system::result<std::string> rendered(std::string_view page_template,
                                            protocol::DeskDocument const& desk)
{
    auto const& settings = desk.settings;
    std::array places{Place{"desk_code", escaped_html(desk.desk.code.value)},
                      desk_name(desk),
                      Place{"purpose", boost::describe::enum_to_string(desk.purpose, "")},
                      Place{"lead", escaped_html(settings.lead)},
                      exit_of(desk),
                      Place{"hours", hours_html(settings.hours)},
                      Place{"contacts", contacts_html(settings.contacts, desk.purpose)}};
    return filled(page_template, places);
}

boost::system::result<std::string> rendered_about(std::string_view page_template,
                                                  protocol::DeskDocument const& desk)
{
    std::array places{desk_name(desk), exit_of(desk)};
    return filled(page_template, places);
}

boost::system::result<std::string> first_page(std::filesystem::path const& public_folder,
                                              protocol::DeskDocument const& desk)
{
    auto const text = text_of(public_folder / "visitor.html");
    if (!text) return text;
    return rendered(*text, desk);
}

boost::system::result<Pages> about_pages(std::filesystem::path const& public_folder,
                                         protocol::DeskDocument const& desk)
{
    Pages pages;
    for (std::string const code : {"ja", "ja-easy", "en"}) {
        auto const text = text_of(public_folder / "about" / (code + ".html"));
        if (!text) return text.error();
        auto page = rendered_about(*text, desk);
        if (!page) return page.error();
        pages.emplace_back("/about/" + code, std::move(*page));
    }
    return pages;
}

} // namespace app
