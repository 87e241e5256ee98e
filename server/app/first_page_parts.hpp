// Hours and contacts as pieces of HTML. What they look like is the style's business; their names
// are what the page's script knows them by.
#pragma once

#include "protocol/desk_settings.hpp"

#include <span>
#include <string>
#include <string_view>

namespace app {

// For text and for attributes in double quotes.
std::string escaped_html(std::string_view text);

// Days with the same times share a line.
std::string hours_html(std::span<protocol::OpenSpan const> spans);

// Whom to reach without a voice comes first: who is in danger may not be able to speak. The entries
// of a demo are marked as samples.
std::string contacts_html(std::span<protocol::Contact const> contacts,
                          protocol::api::Purpose purpose);

} // namespace app
