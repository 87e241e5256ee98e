// The load for ./run bench and for tests/faults: pages that talk through a real server, thousands
// of them in one thread, so that it is not the load that is measured. Each mode prints lines of
// JSON.
//
//   bench_driver relay  --target=name=…,port=…,pid=…[,tls=1][,kind=relay] … --cookies=FILE
//                       [--pairs=1000] [--rounds=5] [--seconds=2] [--kinds=one,burst,open]
//   bench_driver arrive --target=… … [--count=1000] [--rounds=5]
//   bench_driver memory --target=… --what=pages|places|pairs --count=N [--cookies=FILE]
//   bench_driver return --target=name=…,port_file=FILE[,tls=1] --cookies=FILE [--pairs=2000]
//                       [--waiting=0] [--looking=0]
//                       prints {"talking":N} when all pairs have talked; then somebody kills the
//                       server and starts it again (rm the port file first), and the last line says
//                       how soon they talk again, and the others, in line or looking, are back
#include "bench/driver/arrival.hpp"
#include "bench/driver/gone_back.hpp"
#include "bench/driver/memory.hpp"
#include "bench/driver/options.hpp"
#include "bench/driver/relay.hpp"

#include <csignal>
#include <cstdio>

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose server has been killed
    bench::Options const options(argc, argv);
    if (options.mode() == "relay") return bench::relay(options);
    if (options.mode() == "arrive") return bench::arrive(options);
    if (options.mode() == "memory") return bench::memory(options);
    if (options.mode() == "return") return bench::gone_back(options);
    std::fprintf(stderr, "bench_driver: relay, arrive, memory or return\n");
    return 64;
}
