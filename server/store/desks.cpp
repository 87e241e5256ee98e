#include "store/desks.hpp"

#include "log.hpp"
#include "protocol/codec.hpp"
#include "store/enum_field.hpp"
#include "store/transaction.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <string_view>

namespace store {
namespace {

constexpr Statement select_desks{"desks", "select code, name, purpose, document::text as document"
                                          " from desk left join desk_settings using (desk)"
                                          " order by code collate \"C\""};

constexpr Statement select_desk{"desk", "select code, name, purpose, document::text as document"
                                        " from desk left join desk_settings using (desk)"
                                        " where code = $1"};

// Gives no row for a desk of another purpose.
constexpr Statement upsert_desk{
    "upsert_desk", "insert into desk (code, name, purpose) values ($1, $2, $3::text::desk_purpose)"
                   " on conflict (code) do update set name = excluded.name"
                   " where desk.purpose = excluded.purpose returning desk"};

// A document that is the same but for its spelling is no change.
constexpr Statement upsert_settings{
    "upsert_settings",
    "insert into desk_settings as kept (desk, document) values ($1, $2::text::jsonb)"
    " on conflict (desk) do update set document = excluded.document, version = kept.version + 1,"
    " changed_at = now() where kept.document <> excluded.document"};

constexpr Statement select_version{"settings_version",
                                   "select version from desk_settings where desk = $1"};

[[noreturn]] void unfit(std::string_view code, std::string_view why)
{
    logs::event(logs::Level::error, "desk_settings_unfit", {{"desk", code}, {"why", why}});
    throw Refusal{errc::settings_unfit};
}

template <class Row>
protocol::DeskDocument document_of(Row const& row)
{
    protocol::DeskDocument document{{{row["code"].c_str()}, row["name"].c_str()},
                                    enum_of<protocol::api::Purpose>(row["purpose"]),
                                    {}};
    auto const& code = document.desk.code.value;
    if (row["document"].is_null()) {
        unfit(code, "there are none");
    }
    auto settings = protocol::decode_body<protocol::DeskSettings>(row["document"].c_str());
    if (!settings) {
        unfit(code, settings.error().message());
    }
    if (auto const faults = protocol::faults_in(*settings); !faults.empty()) {
        unfit(code, faults.front());
    }
    document.settings = std::move(*settings);
    return document;
}

} // namespace

boost::system::result<std::vector<protocol::DeskDocument>> all_desks(Database& database)
{
    return database.run("all_desks", [](Transaction& transaction) {
        std::vector<protocol::DeskDocument> desks;
        for (auto const& row : transaction.run(select_desks)) {
            desks.push_back(document_of(row));
        }
        return desks;
    });
}

boost::system::result<std::optional<protocol::DeskDocument>>
desk_with(Database& database, protocol::DeskCode const& code)
{
    return database.run("desk_with", [&](Transaction& transaction) {
        auto const rows = transaction.run(select_desk, code.value);
        return rows.empty() ? std::nullopt : std::optional(document_of(rows[0]));
    });
}

StoredDesk put_desk(Transaction& transaction, protocol::DeskDocument const& desk,
                    errc wrong_purpose)
{
    std::string const purpose = boost::describe::enum_to_string(desk.purpose, "");
    auto const row = transaction.run(upsert_desk, desk.desk.code.value, desk.desk.name, purpose);
    if (row.empty()) {
        throw Refusal{wrong_purpose};
    }
    auto const key = row[0][0].as<std::int64_t>();
    transaction.run(upsert_settings, key, protocol::encode(desk.settings));
    return {key, transaction.run(select_version, key)[0][0].as<std::uint32_t>()};
}

boost::system::result<std::uint32_t> store_desk(Database& database,
                                                protocol::DeskDocument const& desk)
{
    return database.run("store_desk", [&](Transaction& transaction) {
        return put_desk(transaction, desk, errc::other_purpose).settings_version;
    });
}

} // namespace store
