// One message as a script sees it: its type and what its fields say, whatever struct it is. Frames
// are read and written here by the rules of the wire, so that a script is told what a page is told.
#pragma once

#include "protocol/json.hpp"
#include "scripts/script.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace scripts {

// What is read. A connection that the server closed is told as `closed` with its `code`.
class Message {
public:
    explicit Message(std::string frame); // throws std::runtime_error when it is no message

    std::string const& type() const { return type_; }
    std::string const& frame() const { return frame_; }

    // What a field says as a script writes it: a number in digits, true or false, a text as it is.
    // A path goes into objects and lists ("wait.p50_minutes", "line.0.state"), `line.count` is how
    // many there are. Nothing when there is no such field.
    std::optional<std::string> field(std::string_view path) const;

    std::string text(std::string_view path) const;     // "" when there is no such field
    std::uint32_t number(std::string_view path) const; // 0 likewise

private:
    std::string frame_;
    std::string type_;
    protocol::json::Value value_;
};

// Whether a field says what is written: the value itself, `none` when there is no such field, or
// `3..5` for a number of that range.
bool says(Message const& message, std::string const& name, Written const& written);

// What is written: its fields in JSON, those of `a.b` together as an object `a`.
class Frame {
public:
    explicit Frame(std::string_view type);

    // A later one replaces an earlier one.
    void json(std::string const& name, std::string value) { fields_[name] = std::move(value); }
    void text(std::string const& name, std::string_view value);
    void number(std::string const& name, std::uint32_t value);
    void written(std::string const& name, Written const& written);

    std::string str() const;

private:
    std::map<std::string, std::string> fields_;
};

// A readable text in the place of a sealed one.
std::string sealed(std::string_view text);

// What a field of a script puts there: text="…", or letters=16000 for a word that is only long.
std::optional<std::string> sealed_as(std::string const& name, Written const& written);

} // namespace scripts
