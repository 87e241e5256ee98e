// Lists with commas, parameters with semicolons, weights with at most three decimals.
#include "net/negotiation.hpp"

#include "net/text.hpp"

#include <optional>

namespace net {
namespace {

// A weight in thousandths: "0", "1", "0.5", "1.000"; nothing when it is none.
std::optional<int> thousandths(std::string_view text)
{
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return {};
    int value = (text[0] - '0') * 1000;
    text.remove_prefix(1);
    if (text.empty()) return value;
    if (text[0] != '.' || text.size() > 4) return {};
    int place = 100;
    for (char const digit : text.substr(1)) {
        if (digit < '0' || digit > '9') return {};
        value += (digit - '0') * place;
        place /= 10;
    }
    return value <= 1000 ? std::optional(value) : std::nullopt;
}

// "gzip;q=0.8" -> its name and weight; 0 for a weight that cannot be understood.
struct Offer {
    std::string_view name;
    int weight{};
};

Offer offer(std::string_view element)
{
    auto const name = trimmed(cut(element, ';'));
    if (element.empty()) return {name, 1000};
    auto const parameter = trimmed(element);
    if (parameter.size() < 2 || !same_word(parameter.substr(0, 2), "q=")) return {name, 0};
    return {name, thousandths(parameter.substr(2)).value_or(0)};
}

} // namespace

CodingWeights coding_weights(std::string_view accept_encoding)
{
    std::optional<int> identity, gzip, br, any;
    while (!accept_encoding.empty()) {
        auto const [name, weight] = offer(cut(accept_encoding, ','));
        if (same_word(name, "identity")) identity = weight;
        if (same_word(name, "gzip")) gzip = weight;
        if (same_word(name, "br")) br = weight;
        if (name == "*") any = weight;
    }
    // Identity is acceptable unless it is excluded, but nobody asked for it: the least weight.
    return {identity.value_or(any.value_or(1)), gzip.value_or(any.value_or(0)),
            br.value_or(any.value_or(0))};
}

bool names_tag(std::string_view if_none_match, std::string_view tag)
{
    if (trimmed(if_none_match) == "*") return true;
    while (!if_none_match.empty()) { // our tags hold no comma, so a naive cut finds each of ours
        auto candidate = trimmed(cut(if_none_match, ','));
        if (candidate.starts_with("W/")) candidate.remove_prefix(2);
        if (candidate == tag) return true;
    }
    return false;
}

} // namespace net
