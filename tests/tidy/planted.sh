# Small trees for the rules to judge: good files that none of them may blame, and for each rule one
# breach. They are written when the tests run, so that no rule finds them in the real tree.
# Sourced by part; TREE says where.

# plant FILE: writes stdin to FILE of the tree.
plant() {
    mkdir -p "$(dirname "$TREE/$1")"
    cat >"$TREE/$1"
}

plant_good() {
    plant server/desk/queue.hpp <<'CPP'
// Visitors in line. Knows no mutex, no Manager and no connection.
#pragma once

#include "protocol/types.hpp"

#include <map>

namespace desk {

class Queue {
public:
    std::size_t size() const { return database_information_.size(); }

private:
    std::map<int, int> database_information_;
};

} // namespace desk
CPP
    plant server/app/worker_pool.cpp <<'CPP'
#include "app/worker_pool.hpp"

#include <thread>

namespace app {

std::thread worker;

void run(int times)
{
    return worker_data_ ? processing(times) : done(times);
}

} // namespace app
CPP
    printf '# Yorisoi\n\nOne sentence.\n\n```\n./run        # starts it\n./run test   # tests it\n```\n' \
        | plant README.md
    printf '| a promise | `tests/unit/queue.cpp` |\n' | plant docs/threat-model.md
    plant tests/unit/queue.cpp </dev/null
    printf '#!/usr/bin/env bash\nsay() {\n    echo "$1"\n}\n' | plant run
    printf 'const text = state.text // (#12)\n' | plant web-client/visitor/view.tsx
    printf '{"integrity":"sha512-x"}\n' | plant web-client/package-lock.json
    cp "$ROOT/protocol/catalogue.json" "$TREE/server/catalogue.json"
    mkdir -p "$TREE/protocol"
    cp "$ROOT/protocol/catalogue.json" "$TREE/protocol/catalogue.json"
}

# many N LINE: LINE, N times.
many() {
    local i
    for ((i = 0; i < $1; i++)); do
        printf '%s\n' "$2"
    done
}

plant_file_size() {
    many 300 '// one more' | plant server/desk/long.cpp
}

plant_function_size() {
    {
        printf 'int f()\n{\n    if (true) {\n'
        many 56 '        g();'
        printf '    }\n}\n'
    } | plant server/desk/long_function.cpp
}

plant_names() {
    printf 'void on_data(int);\n' | plant server/net/reader.hpp
    TREE=$TREE rule_names && return 0 # must be noticed by itself already
    printf 'class SessionManager {\n};\n' | plant server/net/reader.hpp
}

plant_threads() {
    printf 'std::mutex door;\n' | plant server/net/door.cpp
}

plant_layers() {
    printf '#include "net/door.hpp"\n' | plant server/desk/session.cpp
}

plant_markup() {
    printf 'element.inner%s = words\n' HTML | plant web-client/visitor/page.ts
}

plant_places() {
    printf 'See /%s/hana/yorisoi for more.\n' home | plant docs/page.md
}

plant_todo() {
    printf '// %s: later\n' 'TO''DO' | plant server/desk/later.cpp
}

plant_shell() {
    printf 'if true; then\n' | plant run.d/broken.sh
}

plant_readme() {
    printf '# Yorisoi\n\nFirst install this:\n\n```\napt-get install everything\n```\n' | plant README.md
}

plant_formatting() {
    printf 'int  f( );\n' | plant server/desk/loose.hpp
}

plant_catalogue() {
    printf '{}\n' | plant protocol/catalogue.json
}

plant_promises() {
    printf '| another | `tests/unit/none.cpp` |\n' >>"$TREE/docs/threat-model.md"
}
