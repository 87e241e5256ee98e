// A disk that fails when told to: the calls by which a journal brings something to the disk are
// counted, and one of them, or all from it on, answer with an input/output error instead.
#pragma once

#include <chrono>
#include <cstddef>
#include <limits>

struct FailingDisk {
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    std::size_t first = never; // the call that fails, from 0
    std::size_t last = never;  // the last one that does
    std::size_t calls = 0;
    std::chrono::milliseconds slow{}; // how long each flush of a file takes
};

// What flushes of files and folders and renamings in this program ask.
inline FailingDisk failing_disk;
