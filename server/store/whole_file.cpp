#include "store/whole_file.hpp"

#include "store/journal_descriptor.hpp"

#include <boost/system/errc.hpp>

#include <fcntl.h>
#include <vector>

namespace store {
namespace {

using boost::system::result;

auto const nothing_there =
    boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory);

result<Descriptor> existing(std::filesystem::path const& folder)
{
    if (!std::filesystem::is_directory(folder)) return nothing_there;
    return open_folder(folder.string());
}

} // namespace

result<void> write_whole(std::filesystem::path const& folder, std::string const& name,
                         std::string_view text)
{
    auto place = existing(folder);
    if (!place) return place.error();
    auto const fresh = name + ".new";
    auto file = place->open_in(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return file.error();
    auto done = file->write_at(0, text);
    if (done) done = file->flush_file();
    if (done) done = place->rename_in(fresh, name);
    if (done) done = place->flush_folder();
    return done;
}

result<std::string> read_whole(std::filesystem::path const& folder, std::string const& name)
{
    auto const place = existing(folder);
    if (!place) return place.error();
    auto const file = place->open_in(name, O_RDONLY);
    if (!file) return file.error();
    auto const size = file->size();
    if (!size) return size.error();
    std::string text(*size, '\0');
    auto const got = file->read_at(0, text);
    if (!got) return got.error();
    text.resize(*got);
    return text;
}

result<void> remove_whole(std::filesystem::path const& folder, std::string const& name)
{
    auto place = existing(folder);
    if (!place) return place.error();
    for (auto const& each : {name, name + ".new"}) {
        auto const removed = place->remove_in(each);
        if (!removed && removed.error() != boost::system::errc::no_such_file_or_directory)
            return removed.error();
    }
    return place->flush_folder();
}

result<void> keep_only(std::filesystem::path const& folder, std::string_view prefix,
                       std::set<std::string> const& kept)
{
    std::error_code error;
    std::vector<std::string> others;
    for (std::filesystem::directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error)) {
        auto const name = each->path().filename().string();
        if (name.starts_with(prefix) && !kept.contains(name)) others.push_back(name);
    }
    if (error) return boost::system::error_code(error);
    for (auto const& name : others)
        if (auto removed = remove_whole(folder, name); !removed) return removed;
    return {};
}

} // namespace store
