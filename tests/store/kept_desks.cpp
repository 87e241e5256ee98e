// The file of the last good start's desks: what was kept is found, and nothing else is taken for
// it.
#include "store/kept_desks.hpp"

#include "protocol/codec.hpp"
#include "store/errc.hpp"
#include "store/journal_disk.hpp"
#include "store/journal_folder.hpp"
#include "support/catch.hpp"
#include "support/desk_document.hpp"

#include <sys/stat.h>

namespace {

using protocol::api::Purpose;

std::vector<protocol::DeskDocument> two_desks()
{
    return {sample::desk("a1", "窓口", Purpose::real),
            sample::desk("b2", "研修", Purpose::practice)};
}

// A data folder; the journal in it is not there yet.
std::filesystem::path data_of(JournalFolder const& folder)
{
    return folder.path().parent_path();
}

std::string text_of(std::vector<protocol::DeskDocument> const& desks)
{
    std::string text;
    for (auto const& desk : desks) {
        text += protocol::encode(desk) + '\n';
    }
    return text;
}

std::string kept_in(std::filesystem::path const& data)
{
    auto const desks = store::kept_desks(data);
    return desks ? text_of(*desks) : std::string();
}

} // namespace

TEST_CASE("kept desks are found as they were, in a file that is closed to others")
{
    JournalFolder const folder;
    REQUIRE(store::keep_desks(data_of(folder), two_desks()));
    CHECK(kept_in(data_of(folder)) == text_of(two_desks()));
    struct stat found {};
    REQUIRE(stat((data_of(folder) / "desks.json").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);

    auto const one = std::vector{sample::desk("c3", "別の窓口", Purpose::demo)};
    REQUIRE(store::keep_desks(data_of(folder), one));
    CHECK(kept_in(data_of(folder)) == text_of(one));
}

TEST_CASE("where nothing was kept there is nothing")
{
    JournalFolder const folder;
    auto const nothing = boost::system::errc::no_such_file_or_directory;
    CHECK(store::kept_desks(data_of(folder)).error() == nothing);
    CHECK(store::keep_desks(folder.path(), two_desks()).error() == nothing);
    CHECK_FALSE(exists(folder.path()));
}

TEST_CASE("a disk that fails leaves the desks that were kept before")
{
    JournalFolder const folder;
    REQUIRE(store::keep_desks(data_of(folder), two_desks()));
    for (std::size_t call = 0; call < 2; ++call) { // the file's flush, the renaming
        failing_disk = {.first = call, .last = call};
        CHECK_FALSE(store::keep_desks(data_of(folder),
                                      std::vector{sample::desk("c3", "別", Purpose::demo)}));
        failing_disk = {};
        CHECK(kept_in(data_of(folder)) == text_of(two_desks()));
    }
}

TEST_CASE("a file that we have not written is not taken for one of ours")
{
    JournalFolder const folder;
    REQUIRE(store::keep_desks(data_of(folder), two_desks()));
    auto const file = data_of(folder) / "desks.json";
    auto const whole = text_of(two_desks());
    auto broken = two_desks();
    broken.back().settings.contacts = {sample::fire()}; // nobody without a voice
    for (auto const& text :
         {std::string(), std::string("\n"), whole.substr(0, whole.size() - 1), whole + "{}\n",
          whole.substr(1), text_of(broken), std::string(100, '\0')}) {
        put_bytes(file, text);
        CHECK(store::kept_desks(data_of(folder)).error() == store::errc::settings_unfit);
    }
}
