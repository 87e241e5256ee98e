// Damaged frames: from every example, seeded random damage. None may crash the codec, and one that
// is accepted must mean to another JSON reader what the codec understood. The environment variable
// CODEC_SEED repeats a run; CODEC_MUTANTS sets how many there are.
#include "protocol/limits.hpp"
#include "support/catch.hpp"
#include "unit/codec_samples.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdlib>
#include <random>

using namespace samples;

namespace {

struct Origin {
    Rewrite rewrite;
    std::string text;
};

std::vector<Origin> origins()
{
    std::vector<Origin> all;
    for (auto const& [folder, rewrite] : rewrites_of_roles()) {
        for (auto const& file : example_files(folder))
            all.push_back({rewrite, compact(text_of(file))});
    }
    for (auto const& [name, rewrite] : rewrites_of_bodies()) {
        auto const file = protocol_folder() / "examples" / "api" / (name + ".json");
        all.push_back({rewrite, compact(text_of(file))});
    }
    return all;
}

unsigned from_environment(char const* name, unsigned otherwise)
{
    auto const* const value = std::getenv(name);
    return value ? static_cast<unsigned>(std::stoul(value)) : otherwise;
}

class Damage {
public:
    explicit Damage(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }

    void once(std::string& text)
    {
        if (text.empty()) return;
        auto const at = below(text.size());
        switch (below(6)) {
        case 0:
            text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ 1U << below(8));
            break;
        case 1: text[at] = static_cast<char>(below(256)); break;
        case 2: text.insert(at, 1, static_cast<char>(below(256))); break;
        case 3: text.erase(at, 1 + below(8)); break;
        case 4: text.insert(below(text.size() + 1), text.substr(at, 1 + below(40))); break;
        default: text.insert(at, tokens[below(tokens.size())]); break;
        }
    }

private:
    static constexpr std::array<std::string_view, 24> tokens{"\"",
                                                             ",",
                                                             ":",
                                                             "{",
                                                             "}",
                                                             "[",
                                                             "]",
                                                             "null",
                                                             "true",
                                                             "-",
                                                             "0",
                                                             ".5",
                                                             "e1",
                                                             "\\u0000",
                                                             "\\ud83c",
                                                             "\\",
                                                             "\xE3\x81",
                                                             " ",
                                                             "\n",
                                                             "\"type\":\"ping\",",
                                                             ",\"number\":1",
                                                             "99999999999",
                                                             "[[[[[[[[",
                                                             "/**/"};

    std::mt19937 random_;
};

// The meaning of a text as Boost.JSON has it: keys unordered, numbers as numbers.
boost::json::value meaning(std::string_view text, boost::system::error_code& error)
{
    return boost::json::parse(text, error);
}

} // namespace

TEST_CASE("a damaged frame is refused, or understood as every JSON reader would")
{
    auto const seed = from_environment("CODEC_SEED", 20261123);
    auto const wanted = from_environment("CODEC_MUTANTS", 50'000);
    auto const all = origins();
    Damage damage(seed);
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (unsigned mutant = 0; mutant < wanted; ++mutant) {
        auto [rewrite, text] = all[damage.below(all.size())];
        for (auto times = 1 + damage.below(3); times > 0; --times)
            damage.once(text);

        INFO("seed " << seed << ", mutant " << mutant << ": " << text);
        auto const rewritten = rewrite(text);
        if (!rewritten) {
            ++refused;
            REQUIRE(rewritten.error().category() == protocol::error_category());
            continue;
        }
        ++accepted;
        boost::system::error_code error;
        auto const theirs = meaning(text, error);
        REQUIRE_FALSE(error);
        REQUIRE(theirs == meaning(*rewritten, error));
        REQUIRE_FALSE(error);
        REQUIRE(*rewrite(*rewritten) == *rewritten);
    }
    // Damage within a name or a sealed text gives another good message; both must have happened.
    CHECK(accepted > wanted / 100);
    CHECK(refused > wanted / 2);
}

TEST_CASE("every beginning of a frame is refused")
{
    for (auto const& [rewrite, text] : origins()) {
        for (std::size_t length = 0; length < text.size(); ++length) {
            INFO(text.substr(0, length));
            REQUIRE_FALSE(rewrite(text.substr(0, length)).has_value());
        }
    }
}

TEST_CASE("any bytes at all are refused without harm")
{
    Damage damage(from_environment("CODEC_SEED", 20261123));
    for (auto frame = 0; frame < 2'000; ++frame) {
        std::string bytes(damage.below(200), '\0');
        for (auto& byte : bytes)
            byte = static_cast<char>(damage.below(256));
        for (auto const& [folder, rewrite] : rewrites_of_roles())
            REQUIRE_FALSE(rewrite(bytes).has_value());
    }
}
