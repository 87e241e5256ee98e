#include "bench/driver/memory.hpp"

#include "bench/driver/company.hpp"
#include "bench/driver/cost.hpp"

#include <cstdio>

namespace bench {

int memory(Options const& options)
{
    using namespace std::chrono_literals;
    Loop loop;
    Company company(loop, Company::target_of(options.text("target", "")));
    auto const& target = company.target();
    auto const what = options.text("what", "pages");
    auto const count = static_cast<std::size_t>(options.number("count", 1000));
    auto const before = rss_bytes(target.process);
    auto const slab = kernel_slab_bytes();
    if (what == "pairs")
        company.gather(count, lines_of(options.text("cookies", "/dev/null")));
    else if (what == "places")
        company.gather_visitors(count, true);
    else
        company.arrive(count);
    loop.run_for(3s); // what was only needed on the way in is given back
    std::printf("{\"row\":\"memory\",\"server\":\"%s\",\"tls\":%s,\"what\":\"%s\",\"count\":%zu,"
                "\"bytes_each\":%.0f,\"kernel_bytes_each\":%.0f}\n",
                target.name.c_str(), target.tls != nullptr ? "true" : "false", what.c_str(), count,
                static_cast<double>(rss_bytes(target.process) - before) /
                    static_cast<double>(count),
                static_cast<double>(kernel_slab_bytes() - slab) / static_cast<double>(count));
    std::fflush(stdout);
    return 0;
}

} // namespace bench
