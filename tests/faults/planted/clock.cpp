// The machine's time of day jumps. With YORISOI_CLOCK, a file of eight bytes, it is so many
// milliseconds from the truth as they say at that moment; without it this is no seam at all. Not a
// bug: a server must live with it.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using TimePoint = std::chrono::system_clock::time_point;

extern "C" TimePoint planted_wall_now();

namespace {

// As the weather writes it, for the life of the process.
std::int64_t const volatile* jumps()
{
    auto const* const path = std::getenv("YORISOI_CLOCK");
    if (path == nullptr) return nullptr;
    auto const file = ::open(path, O_RDONLY | O_CLOEXEC);
    auto* const page = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (page == MAP_FAILED) std::abort(); // a clock that does not jump proves nothing
    ::close(file);
    return static_cast<std::int64_t const volatile*>(page);
}

} // namespace

TimePoint planted_wall_now()
{
    static auto const* const by = jumps();
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return TimePoint(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec) +
                     std::chrono::milliseconds(by == nullptr ? 0 : *by));
}
