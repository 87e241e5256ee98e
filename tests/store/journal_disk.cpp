// Stands before the C library's functions of the same names, for this whole program. Nothing is
// really flushed: no test can cut the power, and hundreds of evenings would wait for the disk.
#include "store/journal_disk.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

bool fails()
{
    auto const call = failing_disk.calls++;
    if (call < failing_disk.first || call > failing_disk.last) return false;
    errno = EIO;
    return true;
}

} // namespace

extern "C" int fdatasync(int file)
{
    if (failing_disk.slow.count() > 0) std::this_thread::sleep_for(failing_disk.slow);
    return fails() || fcntl(file, F_GETFD) < 0 ? -1 : 0;
}

extern "C" int fsync(int file)
{
    return fails() || fcntl(file, F_GETFD) < 0 ? -1 : 0;
}

extern "C" int renameat(int from_folder, char const* from, int to_folder, char const* to) noexcept
{
    if (fails()) return -1;
    return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, 0));
}
