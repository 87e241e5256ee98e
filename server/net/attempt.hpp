// What came of one try to move bytes through a socket without waiting. Knows no socket.
#pragma once

#include <boost/asio/socket_base.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>

namespace net {

struct Attempt {
    boost::system::error_code error{};
    std::size_t bytes = 0; // moved
    // Nothing moved, and nothing is wrong: to be tried again when the socket can do this.
    bool again = false;
    boost::asio::socket_base::wait_type wait{};
};

} // namespace net
