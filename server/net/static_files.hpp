// The built pages, read into memory once at the start. The list is fixed from then on: nothing
// that was not found then can be reached, whatever a path says. And what a page made while the
// server runs is served as.
#pragma once

#include "net/negotiation.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace net {

class StaticFiles {
public:
    // The same content in one of its codings.
    struct Representation {
        Coding coding{};
        std::shared_ptr<std::string const> bytes;
        std::string tag; // strong ETag, quotes included: a hash of `bytes`
    };

    // How long a browser may keep it.
    enum class Keeping : std::uint8_t {
        never,    // pages: what is shown leaves no trace, and a new build is seen at once
        a_day,    // the icon, the notices
        for_ever, // assets: their names carry a hash of their content
    };

    struct File {
        std::string_view content_type;
        Keeping keeping{};
        std::vector<Representation> representations; // identity is the first

        Representation const& best(CodingWeights const& weights) const;
    };

    // Reads counsellor/index.html, supervisor/index.html, icon.svg, licences.txt (if there is one),
    // everything directly in assets/, their .br and .gz neighbours, and manifest.json, which is not
    // served.
    static boost::system::result<StaticFiles> load(std::filesystem::path const& folder);

    // A page that was made from one of the build's, at this path of the web; before anybody is
    // served.
    void add_page(std::string path, std::string html);

    // The file at this path of the web ("/assets/x.js"), or null.
    File const* find(std::string const& path) const;

    // Hashes of the styles written into the pages, as a Content-Security-Policy names them.
    std::vector<std::string> const& style_hashes() const { return style_hashes_; }

private:
    StaticFiles() = default;

    boost::system::error_code add(std::string path, std::filesystem::path const& file);
    boost::system::error_code add_assets(std::filesystem::path const& folder);
    boost::system::error_code read_manifest(std::filesystem::path const& file);

    std::unordered_map<std::string, File> files_;
    std::vector<std::string> style_hashes_;
};

// A page of this text, like one that the build has made; coded and hashed here, once.
StaticFiles::File page_of(std::string html);

} // namespace net
