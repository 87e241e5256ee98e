// Cool-downs and what became of them: who, why and the verdict, as codes, in the shift and without
// a time. $1 is the desk wherever a statement needs it.
#include "store/row_writer.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace store::rows {
namespace {

using namespace protocol::records;

constexpr Statement insert_cool_down{
    "insert_cool_down",
    "insert into cool_down (cool_down, shift, account, reason)"
    " select $3::uuid, shift, (select account from account where account = $4),"
    " $5::text::cool_reason from open_session join ticket using (ticket)"
    " where open_session.desk = $1 and session = $2 on conflict (cool_down) do nothing"};

constexpr Statement cool_down_exists{"cool_down_exists",
                                     "select from cool_down where cool_down = $1::uuid"};

constexpr Statement review_cool_down{"review_cool_down",
                                     "update cool_down set verdict = $2::text::cool_verdict,"
                                     " reviewer = (select account from account where account = $3)"
                                     " where cool_down = $1::uuid"};

} // namespace

Outcome RowWriter::write(CooledDown const& fact)
{
    auto const name = uuid_text(fact.cool_down);
    std::string const reason = boost::describe::enum_to_string(fact.reason, "");
    auto const fresh = transaction_.run(insert_cool_down, desk_, text_of(fact.session), name,
                                        std::int64_t{fact.staff}, reason);
    if (fresh.affected_rows() > 0) {
        return Outcome::stored;
    }
    return transaction_.run(cool_down_exists, name).empty() ? Outcome::unknown_session
                                                            : Outcome::known;
}

Outcome RowWriter::write(CoolDownReviewed const& fact)
{
    std::string const verdict = boost::describe::enum_to_string(fact.verdict, "");
    auto const reviewed = transaction_.run(review_cool_down, uuid_text(fact.cool_down), verdict,
                                           std::int64_t{fact.staff});
    return reviewed.affected_rows() > 0 ? Outcome::stored : Outcome::unknown_cool_down;
}

} // namespace store::rows
