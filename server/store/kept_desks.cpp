#include "store/kept_desks.hpp"

#include "protocol/codec.hpp"
#include "store/errc.hpp"
#include "store/journal_descriptor.hpp"

#include <boost/system/errc.hpp>

#include <fcntl.h>
#include <string>
#include <string_view>

namespace store {
namespace {

using boost::system::result;

constexpr char const* file_name = "desks.json";
constexpr char const* new_name = "desks.json.new";

// The data folder, which others make.
result<Descriptor> existing(std::filesystem::path const& data)
{
    if (!std::filesystem::is_directory(data))
        return boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);
    return open_folder(data.string());
}

result<void> write_whole(Descriptor& folder, std::string_view text)
{
    auto file = folder.open_in(new_name, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return file.error();
    auto done = file->write_at(0, text);
    if (done) done = file->flush_file();
    if (done) done = folder.rename_in(new_name, file_name);
    if (done) done = folder.flush_folder();
    return done;
}

result<std::string> read_whole(Descriptor const& folder)
{
    auto const file = folder.open_in(file_name, O_RDONLY);
    if (!file) return file.error();
    auto const size = file->size();
    if (!size) return size.error();
    std::string text(*size, '\0');
    auto const got = file->read_at(0, text);
    if (!got) return got.error();
    text.resize(*got);
    return text;
}

} // namespace

result<void> keep_desks(std::filesystem::path const& data,
                        std::span<protocol::DeskDocument const> desks)
{
    std::string text;
    for (auto const& desk : desks) {
        text += protocol::encode(desk) + '\n';
    }
    auto folder = existing(data);
    if (!folder) return folder.error();
    return write_whole(*folder, text);
}

result<std::vector<protocol::DeskDocument>> kept_desks(std::filesystem::path const& data)
{
    auto const folder = existing(data);
    if (!folder) return folder.error();
    auto const text = read_whole(*folder);
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
