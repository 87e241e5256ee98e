// What can go wrong when the network room starts, each with a sentence for the operator. Errors of
// sockets while running are not here: they end one connection and are nobody's news.
#pragma once

#include <boost/system/error_code.hpp>

namespace net {

enum class errc {
    certificate_unusable = 1, // missing, unreadable or no PEM certificate chain
    key_unusable,             // missing, unreadable, or encrypted
    key_of_another,           // certificate and key do not belong together
    tls_unavailable,          // the TLS library refuses our settings
    public_folder_incomplete, // a file that every build makes is missing
    public_folder_unfit,      // too many or too large files
    manifest_unusable,        // manifest.json is not what the build writes
};

boost::system::error_code make_error_code(errc error);

} // namespace net

template <>
struct boost::system::is_error_code_enum<net::errc> : std::true_type {
};
