// Beast's deflate, which it has for WebSockets, between a head and a check of ours.
#include "net/gzip.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

#include <cstdint>
#include <cstdlib>

namespace net {
namespace {

namespace zlib = boost::beast::zlib;

// Deflate, no name, no time, best compression, no system.
constexpr std::string_view head("\x1F\x8B\x08\0\0\0\0\0\x02\xFF", 10);

void put_little(std::string& to, std::uint32_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        to += static_cast<char>(number >> shift & 0xFFU);
}

} // namespace

std::string gzip_of(std::string_view bytes)
{
    zlib::deflate_stream deflate;
    deflate.reset(9, 15, 9, zlib::Strategy::normal);
    std::string coded(head);
    coded.resize(head.size() + deflate.upper_bound(bytes.size()));
    zlib::z_params stream;
    stream.next_in = bytes.data();
    stream.avail_in = bytes.size();
    stream.next_out = coded.data() + head.size();
    stream.avail_out = coded.size() - head.size();
    boost::system::error_code error;
    deflate.write(stream, zlib::Flush::finish, error);
    if (error != zlib::error::end_of_stream) std::abort(); // there was room for the worst case
    coded.resize(head.size() + stream.total_out);
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    put_little(coded, crc.checksum());
    put_little(coded, static_cast<std::uint32_t>(bytes.size()));
    return coded;
}

} // namespace net
