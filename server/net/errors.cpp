// The sentences of net::errc.
#include "net/errors.hpp"

#include <string>

namespace net {
namespace {

char const* sentence(errc error)
{
    switch (error) {
    case errc::certificate_unusable: return "the TLS certificate file cannot be read as PEM";
    case errc::key_unusable: return "the TLS key file cannot be read as an unencrypted PEM key";
    case errc::key_of_another: return "the TLS key does not belong to the TLS certificate";
    case errc::tls_unavailable: return "the TLS library refuses our settings";
    case errc::public_folder_incomplete:
        return "the public folder lacks manifest.json, counsellor/index.html, "
               "supervisor/index.html or icon.svg: build the pages first";
    case errc::public_folder_unfit:
        return "the public folder has files that are too many or too large for built pages";
    case errc::manifest_unusable:
        return "manifest.json in the public folder is not what the build of the pages writes";
    }
    return "unknown error of the network room";
}

class Category final : public boost::system::error_category {
public:
    char const* name() const noexcept override { return "net"; }
    std::string message(int value) const override { return sentence(static_cast<errc>(value)); }
};

} // namespace

boost::system::error_code make_error_code(errc error)
{
    static Category const category;
    return {static_cast<int>(error), category};
}

} // namespace net
