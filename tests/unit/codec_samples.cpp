// Reading the examples, and the tables from names to codec functions.
#include "unit/codec_samples.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace samples {

using namespace protocol;

std::map<std::string, Rewrite> const& rewrites_of_roles()
{
    static std::map<std::string, Rewrite> const rewrites{
        {"visitor/from", rewrite<visitor::FromVisitor>},
        {"visitor/to", rewrite<visitor::ToVisitor>},
        {"counsellor/from", rewrite<counsellor::FromCounsellor>},
        {"counsellor/to", rewrite<counsellor::ToCounsellor>},
        {"supervisor/from", rewrite<supervisor::FromSupervisor>},
        {"supervisor/to", rewrite<supervisor::ToSupervisor>},
    };
    return rewrites;
}

std::map<std::string, Rewrite> const& rewrites_of_bodies()
{
    static std::map<std::string, Rewrite> const rewrites{
        {"sign_in", rewrite_body<api::SignIn>},  {"me", rewrite_body<api::Me>},
        {"beacon", rewrite_body<api::Beacon>},   {"today", rewrite_body<api::Today>},
        {"refusal", rewrite_body<api::Refusal>},
    };
    return rewrites;
}

std::filesystem::path protocol_folder()
{
    if (auto const* const root = std::getenv("ROOT"))
        return std::filesystem::path(root) / "protocol";
    return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path() / "protocol";
}

std::vector<std::filesystem::path> example_files(std::string const& folder)
{
    std::vector<std::filesystem::path> files;
    for (auto const& entry :
         std::filesystem::directory_iterator(protocol_folder() / "examples" / folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string text_of(std::filesystem::path const& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string compact(std::string_view text)
{
    return boost::json::serialize(boost::json::parse(text));
}

std::string refusal_name(Rewritten const& rewritten)
{
    if (rewritten) return "accepted";
    if (rewritten.error().category() != error_category()) return "of another category";
    return boost::describe::enum_to_string(static_cast<errc>(rewritten.error().value()), "unnamed");
}

} // namespace samples
