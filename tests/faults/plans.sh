# What the evenings of the fault tests are made of, and what is demanded of them. Sourced by part.

# people_bundled: the pages and their people as programs for Node, as they ship and with bugs planted.
people_bundled() {
    node "$ROOT/web-client/build/tests.mjs" "$whole/people" "$ROOT/tests/faults/clients/people.ts"
    node "$ROOT/tests/faults/clients/planted.mjs" "$whole/people-planted"
}

checker_tested() {
    node --test "$ROOT"/tests/faults/checker/*.test.mjs
}

# plan_of SECONDS PEOPLE KINDS EVERY [PROGRAMS [PLANTED]]: JSON for evening.mjs.
plan_of() {
    printf '{"seed":%s,"seconds":%s,"password":"in-a-test","people":%s,"kinds":%s,"every":%s,"programs":%s,"planted":%s%s}' \
        "$seed" "$1" "$2" "$3" "$4" "${5:-[]}" "${6:-null}" "${7:-}"
}
