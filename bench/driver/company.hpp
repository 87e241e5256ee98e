// All pages of one server, and how pairs come together: counsellors first, then visitors, a bounded
// number at a time.
#pragma once

#include "bench/driver/page.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace bench {

// What becomes of words while something is measured.
class Work {
public:
    virtual ~Work() = default;
    virtual void heard(Page&, std::uint32_t) {}
    virtual void confirmed(Page&, std::uint32_t) {}
    virtual void talking(Page&) {}
};

class Company final : public Scene {
public:
    struct Target {
        std::string name;
        std::string port_file; // read at each attempt: a server that starts again says a new port
        std::uint16_t port = 0;
        int process = 0;
        SSL_CTX* tls = nullptr;
        bool relay = false;  // knows pairs by their path, and no session
        bool silent = false; // pages are upgraded and say nothing
    };

    Company(Loop& loop, Target target);

    // As "name=…,port=…,pid=…,kind=relay,tls=1"; `port_file` instead of `port`.
    static Target target_of(std::string const& text);

    // So many pairs, each of whose pages has the other one; with the cookies of so many
    // counsellors. Ends the program when that takes longer than four minutes.
    void gather(std::size_t pairs, std::vector<std::string> const& cookies);

    // Visitors without counsellors; `places`: whether they stand in line or only have the page
    // open. The same limit.
    void gather_visitors(std::size_t count, bool places);

    // So many pages that connect and are greeted (a relay greets nobody: that are connected); what
    // they do next is nothing.
    void arrive(std::size_t count);

    std::vector<std::unique_ptr<Page>> const& pages() const { return pages_; }
    Target const& target() const { return target_; }
    std::size_t pairs() const { return pages_.size() / 2; }
    Page& of_pair(std::size_t pair, bool counsellor); // in the order of coming
    std::uint64_t frames() const;                     // that have come, to all
    Work* work = nullptr;
    Time first_open{}; // of a socket since it was reset

    void connected(Page&) override;
    void greeted(Page&) override;
    void placed(Page&) override { ++placed_; }
    void talking(Page& page) override;
    void heard(Page& page, std::uint32_t number) override;
    void confirmed(Page& page, std::uint32_t upto) override;
    Address address() override;

private:
    void add(Page::Role role, std::string cookie);
    void wait(char const* what, std::function<bool()> const& done);
    void connect_next();

    Loop& loop_;
    Target target_;
    std::vector<std::unique_ptr<Page>> pages_;
    std::unordered_map<std::string_view, Page*> by_load_;
    std::size_t connected_ = 0; // of the pages, in order
    std::size_t greeted_ = 0;
    std::size_t placed_ = 0;
    bool gathering_ = false;
};

// For pages that speak TLS; certificates are not looked at.
SSL_CTX* tls_of_pages();

} // namespace bench
