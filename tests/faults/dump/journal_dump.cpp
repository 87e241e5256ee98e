// journal_dump FOLDER: prints every fact of a stopped server's journal, one JSON object a line, for
// whoever wants to know what was written down. Not the open states that segments begin with: what
// is restated there is no fact. Knows nothing of what a record says.
#include "store/journal.hpp"

#include <cstdlib>
#include <iostream>

namespace {

constexpr store::ReadLimit one_reading{1000, std::size_t{1024} * 1024};

int failed(boost::system::error_code error)
{
    std::cerr << "journal_dump: " << error.message() << '\n';
    return EXIT_FAILURE;
}

// Desks are neutral codes without anything to be escaped, and a record is JSON already.
void print(store::JournalEntry const& entry)
{
    std::cout << R"({"position":)" << entry.position << R"(,"at":)" << entry.at << R"(,"desk":")"
              << entry.desk << R"(","record":)" << entry.record << "}\n";
}

int dump(store::Journal& journal)
{
    std::uint64_t next = 1;
    for (;;) {
        auto const entries = journal.read_from(next, one_reading);
        if (!entries) return failed(entries.error());
        if (entries->empty()) return EXIT_SUCCESS;
        for (auto const& entry : *entries)
            print(entry);
        next = entries->back().position + 1;
    }
}

} // namespace

int main(int count, char** words)
{
    if (count != 2) {
        std::cerr << "journal_dump FOLDER\n";
        return 64;
    }
    auto opened = store::Journal::open(words[1]);
    if (!opened) return failed(opened.error());
    auto const outcome = dump(opened->journal);
    std::cout.flush();
    return std::cout ? outcome : EXIT_FAILURE;
}
