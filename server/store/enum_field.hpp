// An enumerated value of the schema as the described enum of the protocol that it mirrors.
#pragma once

#include "store/transaction.hpp"

#include <boost/describe/enum_from_string.hpp>

namespace store {

// A value that this program does not know was added by a later one.
template <class Enum>
Enum enum_of(pqxx::field const& field)
{
    Enum value{};
    if (!boost::describe::enum_from_string(field.c_str(), value)) {
        throw Refusal{errc::newer_schema};
    }
    return value;
}

} // namespace store
