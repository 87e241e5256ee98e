#include "store/kept_desks.hpp"

#include "protocol/codec.hpp"
#include "store/errc.hpp"
#include "store/whole_file.hpp"

#include <string>
#include <string_view>

namespace store {
namespace {

using boost::system::result;

constexpr char const* file_name = "desks.json";

} // namespace

result<void> keep_desks(std::filesystem::path const& data,
                        std::span<protocol::DeskDocument const> desks)
{
    std::string text;
    for (auto const& desk : desks) {
        text += protocol::encode(desk) + '\n';
    }
    return write_whole(data, file_name, text);
}

result<std::vector<protocol::DeskDocument>> kept_desks(std::filesystem::path const& data)
{
    auto const text = read_whole(data, file_name);
    if (!text) return text.error();
    std::vector<protocol::DeskDocument> desks;
    std::string_view rest = *text;
    while (!rest.empty()) {
        auto const end = rest.find('\n');
        if (end == rest.npos) return errc::settings_unfit; // not a file that we have written
        auto desk = protocol::decode_body<protocol::DeskDocument>(rest.substr(0, end));
        if (!desk || !protocol::faults_in(*desk).empty()) return errc::settings_unfit;
        desks.push_back(std::move(*desk));
        rest.remove_prefix(end + 1);
    }
    if (desks.empty()) return errc::settings_unfit;
    return desks;
}

} // namespace store
