// What a process has cost so far, as the kernel reckons it.
#pragma once

#include <cstdint>

namespace bench {

std::int64_t cpu_ns(int process); // 0: this one
std::int64_t rss_bytes(int process);

// Of all sockets of this network namespace: the kernel's slabs of TCP are shared by the machine, so
// this is what the driver's end and the server's end take together.
std::int64_t kernel_slab_bytes();

} // namespace bench
