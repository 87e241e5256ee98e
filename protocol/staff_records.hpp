// Facts of the house, not of a desk: a member of staff is signed in, known by the hash of a token.
// They stand in the same journal as a desk's (records.hpp), and the same holds for them.
#pragma once

#include "protocol/api.hpp"
#include "protocol/types.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace protocol::records {

using SignInTokenHash = RandomName<struct SignInTokenHashTag, 32>;

struct StaffSignedIn {
    static constexpr std::string_view type = "staff_signed_in";
    SignInTokenHash token_hash;
    std::uint32_t account{};
    std::uint32_t account_version{};
    std::string alias;
    api::Role role{};
    std::vector<api::DeskName> desks;
};
BOOST_DESCRIBE_STRUCT(StaffSignedIn, (), (token_hash, account, account_version, alias, role, desks))

// The sign-in was in use; noted every few minutes.
struct StaffUsed {
    static constexpr std::string_view type = "staff_used";
    SignInTokenHash token_hash;
};
BOOST_DESCRIBE_STRUCT(StaffUsed, (), (token_hash))

struct StaffSignedOut {
    static constexpr std::string_view type = "staff_signed_out";
    SignInTokenHash token_hash;
};
BOOST_DESCRIBE_STRUCT(StaffSignedOut, (), (token_hash))

} // namespace protocol::records
