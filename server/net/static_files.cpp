// Reading the folder. Only regular files count; symbolic links and hidden files are passed over.
#include "net/static_files.hpp"

#include "net/errors.hpp"
#include "net/gzip.hpp"
#include "net/limits.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

namespace net {
namespace {

namespace fs = std::filesystem;
using boost::system::error_code;

// What the build makes; a file of another kind is not served.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".json", "application/json"},
    {".woff2", "font/woff2"},
}};

std::string_view content_type(fs::path const& file)
{
    auto const extension = file.extension().string();
    auto const found = std::ranges::find(content_types, extension, [](auto& t) { return t.first; });
    return found == content_types.end() ? std::string_view() : found->second;
}

bool regular(fs::path const& file)
{
    std::error_code error;
    return fs::is_regular_file(fs::symlink_status(file, error)) && !error;
}

// The bytes of a regular file of bearable size.
std::optional<std::string> bytes_of(fs::path const& file)
{
    std::error_code error;
    auto const size = fs::file_size(file, error);
    if (error || !regular(file) || size > limits::static_file_bytes) return {};
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return {};
    return bytes;
}

// The whole SHA-256 in hexadecimal digits, quoted.
std::string tag_of(std::string const& bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string tag = "\"";
    for (unsigned i = 0; i < length; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        tag += digits[digest[i] >> 4];
        tag += digits[digest[i] & 15];
    }
    return tag += '"';
}

// 'sha256-…' as a policy names it. It goes into a response field, so it is checked, though it is
// our own build that wrote it.
bool style_hash(std::string_view text)
{
    if (!text.starts_with("sha256-") && !text.starts_with("sha384-") &&
        !text.starts_with("sha512-")) {
        return false;
    }
    text.remove_prefix(7);
    constexpr std::string_view base64 =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    return !text.empty() && text.find_first_not_of(base64) == text.npos;
}

int weight(CodingWeights const& weights, Coding coding)
{
    switch (coding) {
    case Coding::br: return weights.br;
    case Coding::gzip: return weights.gzip;
    case Coding::identity: break;
    }
    return weights.identity;
}

} // namespace

StaticFiles::Representation const& StaticFiles::File::best(CodingWeights const& weights) const
{
    // Behind equal weights stands the smaller one: br, then gzip. When nothing is acceptable the
    // plain file is sent all the same: an answer that may be readable is better than none.
    auto const* best = &representations.front();
    for (auto const& candidate : representations) {
        auto const wanted = weight(weights, candidate.coding);
        if (wanted > 0 && wanted >= weight(weights, best->coding)) best = &candidate;
    }
    return *best;
}

error_code StaticFiles::add(std::string path, fs::path const& file)
{
    File found{content_type(file), Keeping::a_day, {}};
    if (path.starts_with("/assets/")) found.keeping = Keeping::for_ever;
    if (file.extension() == ".html") found.keeping = Keeping::never;

    constexpr std::array<std::pair<Coding, char const*>, 3> codings{
        {{Coding::identity, ""}, {Coding::gzip, ".gz"}, {Coding::br, ".br"}}};
    for (auto const& [coding, ending] : codings) {
        auto const coded = fs::path(file.string() + ending);
        if (!regular(coded) && coding != Coding::identity) continue;
        auto bytes = bytes_of(coded);
        if (!bytes) return errc::public_folder_unfit;
        auto tag = tag_of(*bytes);
        found.representations.push_back(
            {coding, std::make_shared<std::string const>(std::move(*bytes)), std::move(tag)});
    }
    files_.emplace(std::move(path), std::move(found));
    return {};
}

error_code StaticFiles::add_assets(fs::path const& folder)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        auto const& file = entry->path();
        auto const name = file.filename().string();
        if (name.starts_with('.') || !regular(file) || content_type(file).empty()) continue;
        if (files_.size() == limits::static_files) return errc::public_folder_unfit;
        if (auto const failed = add("/assets/" + name, file)) return failed;
    }
    return error ? errc::public_folder_incomplete : error_code();
}

error_code StaticFiles::read_manifest(fs::path const& file)
{
    auto const bytes = bytes_of(file);
    if (!bytes) return errc::public_folder_incomplete;
    error_code error;
    auto const manifest = boost::json::parse(*bytes, error);
    if (error || !manifest.is_object()) return errc::manifest_unusable;
    auto const* hashes = manifest.as_object().if_contains("style_hashes");
    if (hashes == nullptr || !hashes->is_array()) return errc::manifest_unusable;
    for (auto const& hash : hashes->as_array()) {
        if (!hash.is_string() || !style_hash(hash.as_string())) return errc::manifest_unusable;
        style_hashes_.emplace_back(hash.as_string());
    }
    return {};
}

boost::system::result<StaticFiles> StaticFiles::load(fs::path const& folder)
{
    StaticFiles files;
    if (auto const failed = files.read_manifest(folder / "manifest.json")) return failed;
    constexpr std::array<std::pair<char const*, char const*>, 3> fixed{
        {{"/counsellor/", "counsellor/index.html"},
         {"/supervisor/", "supervisor/index.html"},
         {"/icon.svg", "icon.svg"}}};
    for (auto const& [path, file] : fixed) {
        if (!regular(folder / file)) return errc::public_folder_incomplete;
        if (auto const failed = files.add(path, folder / file)) return failed;
    }
    // The notices that the licences of what is bundled ask for.
    if (auto const notices = folder / "licences.txt"; regular(notices)) {
        if (auto const failed = files.add("/licences.txt", notices)) return failed;
    }
    if (auto const failed = files.add_assets(folder / "assets")) return failed;
    return files;
}

StaticFiles::File page_of(std::string html)
{
    StaticFiles::File page{content_type("page.html"), StaticFiles::Keeping::never, {}};
    auto coded = gzip_of(html);
    for (auto& [coding, bytes] :
         {std::pair(Coding::identity, &html), std::pair(Coding::gzip, &coded)}) {
        auto tag = tag_of(*bytes);
        page.representations.push_back(
            {coding, std::make_shared<std::string const>(std::move(*bytes)), std::move(tag)});
    }
    return page;
}

void StaticFiles::add_page(std::string path, std::string html)
{
    files_.insert_or_assign(std::move(path), page_of(std::move(html)));
}

StaticFiles::File const* StaticFiles::find(std::string const& path) const
{
    auto const found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

} // namespace net
