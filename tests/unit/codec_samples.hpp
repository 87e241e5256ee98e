// What the tests of protocol/ share: the examples as they lie in protocol/examples, and every way
// of decoding by its name, with the type forgotten.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "protocol/messages/counsellor.hpp"
#include "protocol/messages/supervisor.hpp"
#include "protocol/messages/visitor.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace samples {

// The message decoded and encoded again, or the refusal.
using Rewritten = boost::system::result<std::string>;
using Rewrite = Rewritten (*)(std::string_view);

template <class Messages>
Rewritten rewrite(std::string_view text)
{
    auto const message = protocol::decode<Messages>(text);
    if (!message) return message.error();
    return protocol::encode(*message);
}

template <class Body>
Rewritten rewrite_body(std::string_view text)
{
    auto const body = protocol::decode_body<Body>(text);
    if (!body) return body.error();
    return protocol::encode(*body);
}

// By the folder of the messages below protocol/examples: "visitor/from" and so on.
std::map<std::string, Rewrite> const& rewrites_of_roles();

// By the file of the body below protocol/examples/api: "sign_in" and so on.
std::map<std::string, Rewrite> const& rewrites_of_bodies();

// protocol/ in the repository: of $ROOT, else beside these tests.
std::filesystem::path protocol_folder();

// The JSON files right in this folder below protocol/examples, sorted.
std::vector<std::filesystem::path> example_files(std::string const& folder);

std::string text_of(std::filesystem::path const& file);

// `text` without its layout, read and written by Boost.JSON: keys in the order of the text.
std::string compact(std::string_view text);

// The refusal's name in protocol::errc; "accepted" when there is none.
std::string refusal_name(Rewritten const& rewritten);

} // namespace samples
