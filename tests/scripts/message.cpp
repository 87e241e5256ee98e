#include "scripts/message.hpp"

#include "protocol/base64url.hpp"
#include "protocol/sealed_form.hpp"
#include "protocol/writing.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

namespace scripts {

namespace {

namespace json = protocol::json;

std::optional<std::uint32_t> digits(std::string_view text)
{
    std::uint32_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stopped != end) return std::nullopt;
    return number;
}

json::Value const* step(json::Value const& value, std::string_view name)
{
    if (auto const* const list = std::get_if<json::List>(&value.is)) {
        auto const at = digits(name);
        return at && *at < list->size() ? &(*list)[*at] : nullptr;
    }
    auto const* const object = std::get_if<json::Object>(&value.is);
    if (object == nullptr) return nullptr;
    auto const found = std::ranges::find(*object, name, &json::Entry::key);
    return found == object->end() ? nullptr : &found->value;
}

std::string as_written(json::Value const& value)
{
    if (auto const* const truth = std::get_if<bool>(&value.is)) return *truth ? "true" : "false";
    if (auto const* const number = std::get_if<std::uint32_t>(&value.is))
        return std::to_string(*number);
    if (auto const* const text = std::get_if<std::string>(&value.is)) return *text;
    if (auto const* const list = std::get_if<json::List>(&value.is))
        return "(" + std::to_string(list->size()) + " of them)";
    return "(an object)";
}

} // namespace

Message::Message(std::string frame) : frame_(std::move(frame))
{
    auto parsed = json::parse(frame_);
    if (!parsed) throw std::runtime_error("no message: " + frame_);
    value_ = std::move(*parsed);
    type_ = text("type");
    if (type_.empty()) throw std::runtime_error("a message without type: " + frame_);
}

std::optional<std::string> Message::field(std::string_view path) const
{
    auto const* value = &value_;
    while (!path.empty()) {
        auto const end = std::min(path.find('.'), path.size());
        auto const name = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        auto const* const list = std::get_if<json::List>(&value->is);
        if (list != nullptr && name == "count") return std::to_string(list->size());
        value = step(*value, name);
        if (value == nullptr) return std::nullopt;
    }
    return as_written(*value);
}

std::string Message::text(std::string_view path) const
{
    return field(path).value_or("");
}

std::uint32_t Message::number(std::string_view path) const
{
    return digits(text(path)).value_or(0);
}

bool says(Message const& message, std::string const& name, Written const& written)
{
    auto const value = message.field(sealed_as(name, written) ? "sealed" : name);
    if (auto const text = sealed_as(name, written)) return value == *text;
    if (!written.quoted && written.text == "none") return !value;
    if (!value) return false;
    auto const dots = written.text.find("..");
    if (written.quoted || dots == std::string::npos) return *value == written.text;
    auto const number = digits(*value);
    auto const least = digits(written.text.substr(0, dots));
    auto const most = digits(written.text.substr(dots + 2));
    return number && least && most && *least <= *number && *number <= *most;
}

Frame::Frame(std::string_view type)
{
    text("type", type);
}

void Frame::text(std::string const& name, std::string_view value)
{
    std::string quoted;
    json::append(quoted, value);
    json(name, std::move(quoted));
}

void Frame::number(std::string const& name, std::uint32_t value)
{
    json(name, std::to_string(value));
}

void Frame::written(std::string const& name, Written const& written)
{
    auto const& value = written.text;
    if (!written.quoted && (value == "true" || value == "false" || digits(value)))
        json(name, value);
    else
        text(name, value);
}

std::string Frame::str() const
{
    std::map<std::string, std::string> members;
    for (auto const& [name, value] : fields_) {
        auto const dot = name.find('.');
        if (dot == std::string::npos) {
            members[name] = value;
            continue;
        }
        auto& inner = members[name.substr(0, dot)];
        inner = inner.size() > 2 ? inner.substr(0, inner.size() - 1) + "," : "{";
        inner += '"' + name.substr(dot + 1) + "\":" + value + '}';
    }
    std::string text = "{";
    for (auto const& [name, value] : members)
        text += (text.size() > 1 ? "," : "") + ('"' + name + "\":") + value;
    return text + '}';
}

std::optional<std::string> sealed_as(std::string const& name, Written const& written)
{
    if (name == "text") return sealed(written.text);
    if (name == "letters") return sealed(std::string(digits(written.text).value_or(0), 'a'));
    return std::nullopt;
}

// Of the form that the server asks of a word, with the text where a locked one would be.
std::string sealed(std::string_view text)
{
    auto padded = protocol::sealed_form::smallest_text;
    while (padded < text.size())
        padded *= 2;
    std::vector<std::uint8_t> bytes(protocol::sealed_form::word_overhead + padded);
    bytes.front() = 1; // the version
    std::ranges::copy(text, bytes.begin() + 9);
    std::string base64url;
    protocol::append_base64url(base64url, bytes);
    return base64url;
}

} // namespace scripts
