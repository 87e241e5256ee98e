// The sentences, for operators.
#include "store/errc.hpp"

#include <string>

namespace store {
namespace {

class Category final : public boost::system::error_category {
public:
    char const* name() const noexcept override { return "store"; }

    std::string message(int value) const override
    {
        switch (static_cast<errc>(value)) {
        case errc::unavailable: return "the database does not answer";
        case errc::too_slow: return "the database took longer than a statement may";
        case errc::in_doubt: return "the database was lost while storing";
        case errc::conflict: return "the database holds something that contradicts";
        case errc::refused: return "the database refused a statement";
        case errc::not_a_demo:
            return "a desk or an account of this name is in use and does not belong to a demo";
        case errc::other_purpose:
            return "the desk exists and has another purpose; a desk keeps the one it was made for";
        case errc::settings_unfit:
            return "a desk has no settings that this program accepts (the log names it); "
                   "`set-desk` "
                   "gives it some";
        case errc::older_schema: return "the schema of the database is old; run `migrate`";
        case errc::newer_schema:
            return "the schema of the database belongs to a later version of this program";
        case errc::changed_migration:
            return "the database has a migration that differs from the one in this program";
        case errc::gap_in_journal:
            return "the journal goes on later than where the database stands";
        case errc::journal_locked: return "another process is using the journal folder";
        case errc::journal_damaged:
            return "the journal cannot be read at a place that was once safely on the disk";
        case errc::journal_newer: return "a later version of this program wrote the journal";
        case errc::journal_distrusted:
            return "the journal takes nothing until a new segment has begun";
        case errc::journal_entry_unfit: return "a record is empty or too large for the journal";
        case errc::journal_out_of_order: return "an entry does not continue where the journal ends";
        case errc::journal_gone:
            return "the journal does not hold the entries that the database asks for";
        }
        return "unknown";
    }
};

} // namespace

boost::system::error_category const& error_category()
{
    static Category const category;
    return category;
}

boost::system::error_code make_error_code(errc error)
{
    return {static_cast<int>(error), error_category()};
}

bool away(boost::system::error_code error)
{
    return error == errc::unavailable || error == errc::too_slow || error == errc::in_doubt;
}

} // namespace store
