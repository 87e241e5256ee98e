// The beginning of the program: the bug is chosen before anything else happens.
#include "choice.hpp"

#include <iostream>

extern "C" {
int real_main(int argc, char** argv);
int planted_main(int argc, char** argv);
}

int planted_main(int argc, char** argv)
{
    constexpr int usage = 64;
    if (auto const refusal = planted::choose()) {
        std::cerr << "planted_yorisoi: " << *refusal << '\n';
        return usage;
    }
    return real_main(argc, argv);
}
