// One open file or folder of the operating system: closed when it goes, held by one owner. Every
// call blocks, goes on after an interruption by a signal, and answers with the system's own error
// code.
#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

class Descriptor {
public:
    Descriptor() = default; // none
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;

    explicit operator bool() const { return number_ >= 0; }

    // In the file, all of it or an error.
    [[nodiscard]] boost::system::result<void> write_at(std::uint64_t offset,
                                                       std::string_view bytes);
    // How many bytes were there; fewer than asked for only at the end of the file.
    [[nodiscard]] boost::system::result<std::size_t> read_at(std::uint64_t offset,
                                                             std::span<char> bytes) const;
    [[nodiscard]] boost::system::result<std::uint64_t> size() const;
    [[nodiscard]] boost::system::result<void> cut(std::uint64_t size);

    // What the file or folder holds is on the disk, not only in memory.
    [[nodiscard]] boost::system::result<void> flush_file();
    [[nodiscard]] boost::system::result<void> flush_folder();

    // For one process at a time, until this is closed; false: somebody else has it.
    [[nodiscard]] boost::system::result<bool> lock();

    // Of a folder.
    [[nodiscard]] boost::system::result<Descriptor> open_in(std::string const& name,
                                                            int flags) const;
    [[nodiscard]] boost::system::result<void> rename_in(std::string const& from,
                                                        std::string const& to) const;
    [[nodiscard]] boost::system::result<void> remove_in(std::string const& name) const;
    [[nodiscard]] boost::system::result<std::vector<std::string>> names() const;

private:
    int number_ = -1;
};

// Opens a folder, making it (0700) first when it is missing; the new name is flushed too.
[[nodiscard]] boost::system::result<Descriptor> open_folder(std::string const& path);

} // namespace store
