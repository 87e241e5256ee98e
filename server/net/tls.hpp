// The TLS side of the listener: versions, ciphers, certificate. Heavy: for .cpp files only.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/system/result.hpp>

#include <filesystem>

namespace net {

// TLS 1.2 and 1.3 with forward secrecy only, no compression, no renegotiation, no early data.
// Prefers nothing that a P-256 certificate does not offer; an RSA one works too.
boost::system::result<boost::asio::ssl::context>
tls_context(std::filesystem::path const& certificate, std::filesystem::path const& key);

} // namespace net
