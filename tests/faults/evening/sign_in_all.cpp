// Signs in many members of staff at once, as if each had done so a moment before the server was
// stopped: their sign-ins are facts in its journal, and their cookies are printed. Hundreds of
// passwords would keep a small machine busy for minutes, and passwords are not what an evening of
// faults is about.
//
//   sign_in_all JOURNAL_FOLDER   reads lines of "account|version|name|alias|desk|name of the desk",
//                                prints lines of "name cookie". The server must not run;
//                                counsellors of one desk, over plain HTTP.
#include "protocol/codec.hpp"
#include "protocol/records.hpp"
#include "staff/cookie.hpp"
#include "store/journal.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Person {
    std::string name;
    protocol::records::StaffSignedIn fact;
    staff::SignInToken token;
};

staff::SignInToken fresh_token()
{
    std::random_device random;
    staff::SignInToken token;
    for (auto& byte : token.bytes)
        byte = static_cast<std::uint8_t>(random());
    return token;
}

Person person_in(std::string const& line)
{
    std::array<std::string, 6> fields;
    std::istringstream text(line);
    for (auto& field : fields)
        std::getline(text, field, '|');
    auto const& [account, version, name, alias, desk, desk_name] = fields;
    auto const token = fresh_token();
    return {name,
            {staff::hash_of(token),
             static_cast<std::uint32_t>(std::stoul(account)),
             static_cast<std::uint32_t>(std::stoul(version)),
             alias,
             protocol::api::Role::counsellor,
             {{{desk}, desk_name}}},
            token};
}

std::int64_t now_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

// A new segment that says all that the last one does, and these sign-ins.
boost::system::result<void> sign_in(char const* folder, std::vector<Person> const& people)
{
    auto opened = store::Journal::open(folder);
    if (!opened) return opened.error();
    auto& [journal, recovered] = *opened;
    auto state = std::move(recovered.state);
    std::ranges::move(recovered.tail, std::back_inserter(state));
    auto const now = now_ms();
    for (auto const& person : people)
        state.push_back({0, now, {}, protocol::encode(person.fact)});
    auto const incarnation =
        recovered.incarnation == 0 ? static_cast<std::uint32_t>(now / 1000) : recovered.incarnation;
    return journal.begin_segment({incarnation, now, state, {}});
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "sign_in_all JOURNAL_FOLDER\n";
        return 64;
    }
    std::vector<Person> people;
    for (std::string line; std::getline(std::cin, line);)
        people.push_back(person_in(line));
    if (auto const done = sign_in(argv[1], people); !done) {
        std::cerr << "sign_in_all: " << done.error().message() << '\n';
        return 74;
    }
    for (auto const& person : people) {
        auto const cookie = staff::cookie_with(person.token, staff::Transport::plain);
        std::cout << person.name << ' ' << cookie.substr(0, cookie.find(';')) << '\n';
    }
    return 0;
}
