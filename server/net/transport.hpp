// Whether what goes between a page and us can be read on the way.
#pragma once

#include <cstdint>

namespace net {

enum class Transport : std::uint8_t { plain, tls };

} // namespace net
