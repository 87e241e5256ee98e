// The always-on assertion for our own mistakes: better to stop than to show a word to the wrong
// person. The only macro of the house.
#pragma once

#include <cstdio>
#include <cstdlib>

#define YORISOI_ASSERT(condition)                                                                  \
    ((condition) ? static_cast<void>(0)                                                            \
                 : (static_cast<void>(std::fprintf(stderr, "%s:%d: assertion failed: %s\n",        \
                                                   __FILE__, __LINE__, #condition)),               \
                    std::abort()))
