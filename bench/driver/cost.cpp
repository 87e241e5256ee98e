#include "bench/driver/cost.hpp"

#include <fstream>
#include <string>
#include <time.h>
#include <unistd.h>

namespace bench {

namespace {

// The kB behind a name in a file of /proc.
std::int64_t kilobytes(std::string const& path, std::string const& name)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name)) return std::stoll(line.substr(name.size()));
    return 0;
}

} // namespace

std::int64_t cpu_ns(int process)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    if (process != 0 && clock_getcpuclockid(process, &clock) != 0) return 0;
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * 1'000'000'000L + time.tv_nsec;
}

std::int64_t rss_bytes(int process)
{
    return kilobytes("/proc/" + std::to_string(process) + "/status", "VmRSS:") * 1024;
}

std::int64_t kernel_slab_bytes()
{
    return kilobytes("/proc/meminfo", "Slab:") * 1024;
}

} // namespace bench
