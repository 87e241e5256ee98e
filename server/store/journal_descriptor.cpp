// The system calls of the journal; no other file here makes one.
#include "store/journal_descriptor.hpp"

#include <boost/system/error_code.hpp>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace store {
namespace {

using boost::system::error_code;
using boost::system::result;

error_code last_error()
{
    return {errno, boost::system::system_category()};
}

result<void> outcome(int answer)
{
    if (answer < 0) return last_error();
    return {};
}

// Makes the call until no signal interrupts it.
template <class Call>
auto uninterrupted(Call call)
{
    auto answer = call();
    while (answer < 0 && errno == EINTR) {
        answer = call();
    }
    return answer;
}

constexpr mode_t folder_mode = 0700; // nobody else's
constexpr mode_t file_mode = 0600;

} // namespace

Descriptor::~Descriptor()
{
    if (number_ >= 0) ::close(number_); // what had to be on the disk has been flushed before
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    std::swap(number_, other.number_);
    Descriptor const closed(std::exchange(other.number_, -1));
    return *this;
}

result<void> Descriptor::write_at(std::uint64_t offset, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const written = uninterrupted([&] {
            return ::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        });
        if (written < 0) return last_error();
        if (written == 0) return error_code(EIO, boost::system::system_category());
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

result<std::size_t> Descriptor::read_at(std::uint64_t offset, std::span<char> bytes) const
{
    std::size_t total = 0;
    while (total < bytes.size()) {
        auto const got = uninterrupted([&] {
            return ::pread(number_, bytes.data() + total, bytes.size() - total,
                           static_cast<off_t>(offset + total));
        });
        if (got < 0) return last_error();
        if (got == 0) break;
        total += static_cast<std::size_t>(got);
    }
    return total;
}

result<std::uint64_t> Descriptor::size() const
{
    struct stat found {};
    if (::fstat(number_, &found) < 0) return last_error();
    return static_cast<std::uint64_t>(found.st_size);
}

result<void> Descriptor::cut(std::uint64_t size)
{
    return outcome(uninterrupted([&] { return ::ftruncate(number_, static_cast<off_t>(size)); }));
}

result<void> Descriptor::flush_file()
{
    return outcome(uninterrupted([&] { return ::fdatasync(number_); }));
}

result<void> Descriptor::flush_folder()
{
    return outcome(uninterrupted([&] { return ::fsync(number_); }));
}

result<bool> Descriptor::lock()
{
    if (uninterrupted([&] { return ::flock(number_, LOCK_EX | LOCK_NB); }) == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    return {boost::system::in_place_error, last_error()};
}

result<Descriptor> Descriptor::open_in(std::string const& name, int flags) const
{
    auto const number = uninterrupted(
        [&] { return ::openat(number_, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, file_mode); });
    if (number < 0) return last_error();
    return Descriptor(number);
}

result<void> Descriptor::rename_in(std::string const& from, std::string const& to) const
{
    return outcome(::renameat(number_, from.c_str(), number_, to.c_str()));
}

result<void> Descriptor::remove_in(std::string const& name) const
{
    return outcome(::unlinkat(number_, name.c_str(), 0));
}

result<std::vector<std::string>> Descriptor::names() const
{
    // A listing has a place in it, so it gets a descriptor of its own, which it closes itself.
    auto const listed = ::openat(number_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (listed < 0) return last_error();
    auto const close = [](DIR* listing) { ::closedir(listing); };
    std::unique_ptr<DIR, decltype(close)> const listing(::fdopendir(listed), close);
    if (!listing) {
        auto const error = last_error();
        ::close(listed);
        return error;
    }
    std::vector<std::string> names;
    errno = 0;
    while (auto const* const entry = ::readdir(listing.get())) {
        names.emplace_back(entry->d_name);
        errno = 0;
    }
    if (errno != 0) return last_error();
    return names;
}

result<Descriptor> open_folder(std::string const& path)
{
    auto const open = [](std::string const& folder) {
        return Descriptor(uninterrupted(
            [&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    };
    auto const made = ::mkdir(path.c_str(), folder_mode) == 0;
    if (!made && errno != EEXIST) return last_error();
    auto folder = open(path);
    if (!folder) return last_error();
    if (made) {
        // With the parent, the name of the new folder comes to the disk.
        auto parent = open(path + "/..");
        if (!parent) return last_error();
        if (auto const flushed = parent.flush_folder(); !flushed) return flushed.error();
    }
    return folder;
}

} // namespace store
