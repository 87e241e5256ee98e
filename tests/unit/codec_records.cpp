// Facts as they stand in a journal, also in one that an earlier version of this program wrote.
#include "protocol/codec.hpp"
#include "protocol/records.hpp"
#include "support/catch.hpp"
#include "unit/codec_samples.hpp"

#include <boost/mp11/algorithm.hpp>

#include <string>

using namespace protocol;
using records::Record;

namespace {

std::string refusal(std::string const& record)
{
    return samples::refusal_name(samples::rewrite<Record>(record));
}

} // namespace

TEST_CASE("what an earlier version did not know of a fact is as its default says")
{
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Record>>(
        []<class Fact>(std::type_identity<Fact>) {
            auto const record = "{\"type\":\"" + std::string(Fact::type) + "\"}";
            CAPTURE(record);
            auto const fact = decode<Record>(record);
            REQUIRE(fact.has_value());
            CHECK(encode(*fact) == encode(Fact{}));
        });

    SECTION("beside what it did know")
    {
        auto const fact = decode<Record>(R"({"type":"ticket_queued","ticket":7,"pre_chat":true})");
        REQUIRE(fact.has_value());
        auto const& queued = std::get<records::TicketQueued>(*fact);
        CHECK(queued.ticket == 7);
        CHECK(queued.pre_chat);
        CHECK_FALSE(queued.front_band);
    }
    SECTION("also inside of its members")
    {
        auto const fact = decode<Record>(R"({"type":"staff_signed_in","desks":[{"code":"a1"}]})");
        REQUIRE(fact.has_value());
        auto const& desks = std::get<records::StaffSignedIn>(*fact).desks;
        REQUIRE(desks.size() == 1);
        CHECK(desks[0].code.value == "a1");
        CHECK(desks[0].name.empty());
    }
}

TEST_CASE("what a later version knows of a fact is refused, and so is a value that is none")
{
    CHECK(refusal(R"({"type":"session_wrapped_up","session":"1-1","mood":1})") == "unknown_key");
    CHECK(refusal(R"({"type":"staff_signed_in","desks":[{"code":"a1","mood":1}]})") ==
          "unknown_key");
    CHECK(refusal(R"({"type":"dream"})") == "unknown_type");
    CHECK(refusal(R"({})") == "missing_key");
    CHECK(refusal(R"({"type":"counted","step":"danced"})") == "unknown_enum_value");
    CHECK(refusal(R"({"type":"counted","count":"1"})") == "mistyped");
    CHECK(refusal(R"({"type":"ticket_parked","until_tap":null})") == "mistyped");
}

TEST_CASE("a message, and what it is made of, is whole or refused")
{
    CHECK(samples::refusal_name(samples::rewrite<visitor::FromVisitor>(
              R"({"type":"received","session":"1-1","number":1})")) == "missing_key");
    CHECK(samples::refusal_name(samples::rewrite<visitor::FromVisitor>(
              R"({"type":"finished","session":"1-1","last":[{"number":1}]})")) == "missing_key");
    CHECK(samples::refusal_name(samples::rewrite_body<api::Me>(
              R"({"alias":"そら","role":"counsellor","desks":[{"code":"a1"}]})")) == "missing_key");
}
