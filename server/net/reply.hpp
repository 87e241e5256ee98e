// A response on its way out: status, our own fields, a body that may be shared. No text that came
// over the wire ever gets into a field.
#pragma once

#include "net/request_head.hpp"
#include "net/transport.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace net {

using Text = std::shared_ptr<std::string const>;

struct Reply {
    unsigned status{};
    std::string fields{}; // whole lines, each with its CR LF
    Text body{};          // none: an empty body
};

// What happens to the connection after a reply.
enum class After : std::uint8_t { keep, close };

// The security fields that every response carries: whole lines. `style_hashes` are those of the
// inline styles that the build of the pages put into them.
std::string security_fields(std::vector<std::string> const& style_hashes, Transport transport);

// The text of a reply's head, the empty line included.
std::string head_text(Reply const& reply, std::string_view security_fields, After after);

Reply reply_to(Refusal const& refusal);

} // namespace net
