// After RFC 9325.
#include "net/tls.hpp"

#include "net/errors.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <string>

namespace net {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// A reconnecting page may resume within this time; longer, and the ticket in a browser's memory
// would only tell one visit from another.
constexpr long ticket_seconds = 600;

// TLS 1.2 with ephemeral keys and authenticated ciphers; TLS 1.3 has no others.
constexpr char const* ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

bool set_up(SSL_CTX* context)
{
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    // Half of the memory of an idle connection, for no measurable work; and TlsStream gathers what
    // it writes anew each time.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1); // a record is one receive, not two
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_timeout(context, ticket_seconds);
    SSL_CTX_set_num_tickets(context, 1);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_max_early_data(context, 0) == 1 &&
           SSL_CTX_set_cipher_list(context, ciphers) == 1 &&
           SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1;
}

} // namespace

boost::system::result<ssl::context> tls_context(std::filesystem::path const& certificate,
                                                std::filesystem::path const& key)
{
    ssl::context context(ssl::context::tls_server);
    if (!set_up(context.native_handle())) return error_code(errc::tls_unavailable);
    error_code error;
    // Without this an encrypted key would make OpenSSL ask on the terminal.
    context.set_password_callback([](auto, auto) { return std::string(); }, error);
    context.use_certificate_chain_file(certificate.string(), error);
    if (error) return error_code(errc::certificate_unusable);
    context.use_private_key_file(key.string(), ssl::context::pem, error);
    if (error &&
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH) {
        return error_code(errc::key_of_another);
    }
    if (error) return error_code(errc::key_unusable);
    if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
        return error_code(errc::key_of_another);
    }
    return context;
}

} // namespace net
