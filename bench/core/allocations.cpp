#include "bench/core/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::uint64_t count = 0; // one thread

void* counted(std::size_t size)
{
    ++count;
    if (auto* const memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

} // namespace

namespace bench {

std::uint64_t allocations()
{
    return count;
}

} // namespace bench

void* operator new(std::size_t size)
{
    return counted(size);
}
void* operator new[](std::size_t size)
{
    return counted(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}
