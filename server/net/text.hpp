// The three things done with header fields everywhere here: cut a list, trim, compare a word.
#pragma once

#include <algorithm>
#include <string_view>

namespace net {

// Takes off and returns what is before the first `at`, and the `at` itself.
inline std::string_view cut(std::string_view& text, char at)
{
    auto const head = text.substr(0, text.find(at));
    text.remove_prefix(std::min(head.size() + 1, text.size()));
    return head;
}

inline std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Equal but for the case of ASCII letters.
inline bool same_word(std::string_view a, std::string_view b)
{
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

// Whether a comma-separated list has this word.
inline bool lists_word(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        if (same_word(trimmed(cut(list, ',')), word)) return true;
    }
    return false;
}

} // namespace net
