// The part of JSON that this protocol speaks, parsed strictly: objects, arrays, texts, booleans and
// numbers of 32 bits without sign. Whatever is outside of that part (null, fractions, a key given
// twice) is refused here, so that nothing behind has to think of it. Knows no message.
#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace protocol::json {

struct Value;
struct Entry;

using List = std::vector<Value>;
using Object = std::vector<Entry>; // in the order of the text, no key twice

struct Value {
    std::variant<bool, std::uint32_t, std::string, List, Object> is;
};

struct Entry {
    std::string key;
    Value value;
};

// The one value that `text` is, or a protocol::errc. `text` may be any bytes.
[[nodiscard]] boost::system::result<Value> parse(std::string_view text);

// nullptr when the object has no such key.
Value* find(Object& object, std::string_view key);

} // namespace protocol::json
