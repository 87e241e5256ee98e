// gzip (RFC 1952), for a page that is made while the server runs; what the build makes comes with
// its codings ready.
#pragma once

#include <string>
#include <string_view>

namespace net {

std::string gzip_of(std::string_view bytes);

} // namespace net
