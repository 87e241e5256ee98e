// The program: reads what the operator decided and runs one command. Exceptions end here.
#include "app/serve.hpp"
#include "commands.hpp"
#include "config.hpp"
#include "log.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <typeinfo>

namespace {

int run(Config const& config)
{
    switch (config.command) {
    case Command::serve: return app::serve(config);
    case Command::migrate: return commands::migrate(config, std::cout, std::cerr);
    case Command::set_desk: return commands::set_desk(config, std::cin, std::cout, std::cerr);
    case Command::show_desk: return commands::show_desk(config, std::cout, std::cerr);
    case Command::seed_demo: return commands::seed_demo(config, std::cin, std::cout, std::cerr);
    case Command::version: std::cout << "yorisoi " << program_version << '\n'; return 0;
    }
    return exit_codes::internal;
}

int refuse(ConfigRefusal const& refusal)
{
    auto& out = refusal.exit_code == 0 ? std::cout : std::cerr;
    out << (refusal.exit_code == 0 ? "" : "yorisoi: ") << refusal.sentence << '\n';
    return refusal.exit_code;
}

} // namespace

int main(int argc, char** argv)
{
    // A closed standard output or socket is an error value where it is used, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        auto const config = read_config(argc, argv);
        if (auto const* const refusal = std::get_if<ConfigRefusal>(&config)) {
            return refuse(*refusal);
        }
        auto const& decided = std::get<Config>(config);
        bool const serves = decided.command == Command::serve;
        logs::start({.least = serves ? logs::Level::info : logs::Level::warning});
        auto const exit_code = run(decided);
        logs::stop();
        return exit_code;
    } catch (std::exception const& error) {
        // The kind only: what an exception says may repeat a value.
        std::cerr << "yorisoi: ended by an internal error (" << typeid(error).name() << ")\n";
        logs::stop();
        return exit_codes::internal;
    }
}
