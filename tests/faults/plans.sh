# What the evenings of the fault tests are made of, and what is demanded of them. Sourced by part.

# What the seven bugs of the client library and the eight of the server are: name, who has it (page,
# server), one in how many times it acts in a short evening and in a long one, the rules that name
# it, and the weather it needs.
planted_list() {
    cat <<'LIST'
forget_outbox page   1   1      LH   pages
trust_close   page   1   1      LH   pages
show_again    page   1   1      D    pages
swap          page   50  10000  O    none
lying_tick    page   20  1000   H    none
number_reuse  page   1   1      LE   duplicates
confirm_gap   page   1   1      L    lossy
drop          server 30  10000  L    none
dead_pass     server 1   1      S    ends
misroute      server 30  100000 X    none
forget_line   server 1   1      SQ   lives
double_row    server 2   10     T    none
old_seat      server 1   1      X    devices
overtake      server 2   10     Q    none
early_told    server 1   1      S    kills
LIST
}

# people_bundled: the pages and their people as one program for Node, as they ship.
people_bundled() {
    node "$ROOT/web-client/build/tests.mjs" "$whole/people" "$ROOT/tests/faults/clients/people.ts"
    export PEOPLE=$whole/people/people.cjs
}

checker_tested() {
    node --test "$ROOT"/tests/faults/checker/*.test.mjs
}

# The whole weather, on many people, with two builds of the server taking turns.
evening_of_faults() {
    evening_alone || return 0
    local calm=20000 disk=96m seconds=${YORISOI_FAULTS_SECONDS:-${LONG:+3600}} kinds='"server_killed","server_stopped","server_frozen","database_stopped","database_killed","database_frozen"'
    # Right after a start nobody is paired: storms take turns with times in which people come together, or
    # there would soon be nobody left who talks.
    if [ "${seconds:-0}" -gt 300 ]; then
        calm=45000
    fi
    TMP=$whole/evening-of-faults
    mkdir -m 0711 -- "$TMP"
    if [ -n "$apart" ]; then
        kinds+=',"disk_full","disk_failing","no_descriptors","packets_dropped"'
    fi
    if [ -n "$LONG" ]; then
        disk=1g # hundreds of lives leave hundreds of segments
    fi
    evening_started "$whole/some" "${apart:+$disk}"
    evening_played '{"seed":'"$seed"',"seconds":'"${seconds:-110}"',"most":'"${YORISOI_FAULTS_SECONDS:-420}"',
        "least":{"words":100000,"kills":20,"database":10},"warm":12,"quiet":[10,160],
        "people":{"processes":2,"visitors":180,"counsellors":60,"rough":0.25,
            "talk":{"words":[[5,60],[300,1500],[300,1500]],"pause":[110,270],"endEvery":400},
            "planted":null,
            "kinds":["cut","vanish","slow","stall","freeze","reload","crash","duplicate","storage_lost","rolled_back"]},
        "kinds":['"$kinds"'],"every":{"server":1200,"calm":{"after":12,"milliseconds":'"$calm"'},
            "database":6000,"disk":9000,"network":7000},
        "programs":[{"name":"release","path":"'"$SERVER"'"},{"name":"another build","path":"'"$PLANTED"'"}],"planted":null}'
    evening_over
    evening_reckoned
    check_here 'nothing is lost, doubled, changed, misled or overtaken' evening_judged
    TMP=$whole
}

# check_here SENTENCE COMMAND…: as check, and what it prints is always shown.
check_here() {
    local sentence=$1
    shift
    if "$@"; then
        printf 'ok      %s\n' "$sentence"
        passed
    else
        printf 'FAILED  %s\n' "$sentence"
        failed
    fi
}

# A short evening at a machine whose time of day jumps. Places and rows are told by that clock, so
# here only words are judged.
evening_of_jumps() {
    evening_alone || return 0
    TMP=$whole/evening-of-jumps
    mkdir -m 0711 -- "$TMP"
    head -c 8 /dev/zero >"$TMP/clock"
    (
        export SERVER=$PLANTED YORISOI_CLOCK=$TMP/clock
        evening_started "$whole/some"
        evening_played '{"seed":'"$seed"',"seconds":25,"warm":2,"quiet":[10,160],"planted":null,
            "people":{"processes":1,"visitors":60,"counsellors":20,"rough":0.5,"planted":null,
                "talk":{"words":[[5,60]],"pause":[150,400],"endEvery":60},"kinds":["cut","reload","crash"]},
            "kinds":["server_killed","clock_jumps"],"every":{"server":5000,"clock":1000},"programs":[]}'
        evening_over
    )
    node "$ROOT/tests/faults/evening/reckon.mjs" "$TMP/evening"
    check_here 'the time of day jumped' clock_ran_back
    check_here 'nor while the time of day jumps' evening_judged --rules LDOXHE
    TMP=$whole
}

# clock_ran_back: some fact of the journal is dated a minute before the one in front of it.
clock_ran_back() {
    node -e '
        const at = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map((line) => JSON.parse(line).at)
        process.exitCode = at.some((ms, n) => n > 0 && ms < at[n - 1] - 60_000) ? 0 : 1
    ' "$TMP/evening/journal.jsonl"
}

# evening_of_pairs: pages that ship lose their server in the middle of a word and lose nothing else.
evening_of_pairs() {
    local pairs=90 # fewer than the brake lets in at once
    evening_alone || return 0
    TMP=$whole/pairs
    mkdir -m 0711 -- "$TMP"
    evening_started "$whole/some"
    EVENING='{"seed":'"$seed"',"pairs":'"$pairs"',"quiet":[5,160],
        "people":{"processes":1,"visitors":'"$pairs"',"counsellors":'"$pairs"',"rough":0,"planted":null,
            "talk":{"words":[[1000,2000]],"pause":[30000,60000],"endEvery":1000000},"kinds":[]}}' \
        node "$ROOT/tests/faults/evening/pairs.mjs"
    evening_over
    check_here "$pairs pairs lose their server, and nothing of theirs" evening_judged
    TMP=$whole
}

# pairs_return: two thousand pairs whose server is killed, played by a load that costs less than the
# server does: how soon they talk again.
pairs_return() {
    local pairs=2000 line
    evening_alone || return 0
    TMP=$whole/return
    mkdir -m 0711 -- "$TMP"
    evening_prepared "$TMP/prepared" "$pairs"
    LONG='' evening_started "$TMP/prepared"
    cut -d' ' -f2- "$TMP/cookies" >"$TMP/only-cookies"
    "${SERVER%/*}/bench_driver" return "--target=name=yorisoi,port_file=$TMP/server/told/port" \
        "--cookies=$TMP/only-cookies" --pairs="$pairs" | while read -r line; do
        printf '%s\n' "$line" >>"$TMP/return.jsonl"
        if [[ $line == '{"talking"'* ]]; then
            server_kill "$TMP/server"
            sleep 1
            server_launch "$TMP/server"
            disown "$SERVER_PID"
        fi
    done
    server_stop "$TMP/server" || true
    check_here "$pairs pairs talk again soon after a kill" \
        node "$ROOT/tests/faults/evening/talk_again.mjs" "$TMP/return.jsonl" "$pairs"
    TMP=$whole
}

# evening_alone: 1 when only the planted bugs are asked for.
evening_alone() {
    [ -z "${YORISOI_PLANTED_ONLY:-}" ] || [ "$YORISOI_PLANTED_ONLY" = none ]
}

# evening_reckoned: what happened, and whether it was enough to be called an evening of faults.
evening_reckoned() {
    local least_words=100000 least_kills=20 least_database=10
    node "$ROOT/tests/faults/evening/reckon.mjs" "$TMP/evening" | tee "$TMP/reckoned"
    if [ -n "${YORISOI_FAULTS_SECONDS:-}" ]; then
        return 0 # as long as somebody wanted it
    fi
    check_here 'it was rough enough' node "$ROOT/tests/faults/evening/reckon.mjs" "$TMP/evening" \
        "$least_words" "$least_kills" "$least_database"
}

readonly rate_of_a_town=100000 # a dozen acts are a million words: two dozen people would need a night

# planted_bugs: an evening for each, some at a time, and what became of it. One that needs a whole town has
# the machine for itself.
planted_bugs() {
    local name side every rate rules weather most=8
    if [ "${YORISOI_PLANTED_ONLY:-}" = none ]; then
        return 0
    fi
    while read -r name side every rate rules weather; do
        case ${YORISOI_PLANTED_ONLY:-all} in all | "$name") ;; *) continue ;; esac
        if [ -n "$LONG" ] && [ "$rate" -ge "$rate_of_a_town" ]; then most=1; else most=8; fi
        while [ "$(jobs -pr | wc -l)" -ge "$most" ]; do wait -n || true; done
        planted_evening "$name" "$side" "${LONG:+$rate}" "$every" "$weather" >"$whole/$name.told" 2>&1 &
        if [ "$most" -eq 1 ]; then wait; fi
    done < <(planted_list)
    wait
    while read -r name side every rate rules weather; do
        if [ -e "$whole/$name.told" ]; then
            check "a planted bug is found, and its rule named: $name" planted_found "$name" "$rules"
        fi
    done < <(planted_list)
}

# planted_evening NAME SIDE LONG-RATE SHORT-RATE WEATHER: plays it in a folder of its own.
planted_evening() {
    local name=$1 side=$2 rate=${3:-$4} weather=$5 page=null kinds='[]' rough=0 server='[]' seconds=10
    local words='[[3,30]]' every=1500 most=${LONG:+14400} crowd='"processes":1,"visitors":24,"counsellors":6' end=20
    TMP=$whole/planted-$name
    mkdir -m 0711 -- "$TMP"
    if [ "$rate" -ge "$rate_of_a_town" ]; then
        crowd='"processes":2,"visitors":180,"counsellors":60' words='[[300,1500]]' end=400
    fi
    case $weather in
        pages) kinds='["cut","slow"]' rough=20 ;;
        devices) kinds='["duplicate"]' rough=8 ;;
        duplicates) kinds='["duplicate"]' rough=10 words='[[20,60]]' ;;
        ends) kinds='["duplicate"]' rough=40 words='[[1,3]]' seconds=14 ;;
        lossy) kinds='["lossy"]' rough=60 ;;
        kills) server='["server_killed"]' seconds=16 ;;
        lives) server='["server_killed"]' seconds=26 every=7000 ;;
    esac
    if [ "$side" = page ]; then
        page='{"name":"'"$name"'","every":'"$rate"'}'
    else
        account_folder "$TMP/acts" 0755
        export YORISOI_PLANTED=$name YORISOI_PLANTED_RATE=$rate YORISOI_PLANTED_LOG=$TMP/acts/$name
        SERVER=$PLANTED
    fi
    evening_started "$whole/some"
    evening_played '{"seed":'"$seed"',"seconds":'"$seconds"',"most":'"${most:-90}"',"least":{"acted":12},"warm":1,"quiet":[4,4],"planted":"'"$name"'",
        "people":{'"$crowd"',"rough":'"$rough"',"planted":'"$page"',
            "talk":{"words":'"$words"',"pause":[100,250],"endEvery":'"$end"'},"kinds":'"$kinds"'},
        "kinds":'"$server"',"every":{"server":'"$every"'},"programs":[]}'
    evening_over
    evening_judged >"$TMP/verdict" || printf '%s\n' "$?" >"$TMP/exit"
}

# planted_found NAME RULES: it acted often enough, and the checker names one of these rules.
planted_found() {
    local acted folder=$whole/planted-$1
    cat "$whole/$1.told"
    head -n 40 "$folder/verdict"
    if [ -e "$folder/acts/$1" ]; then
        acted=$(wc -l <"$folder/acts/$1")
    else
        acted=$(node "$ROOT/tests/faults/evening/reckon.mjs" "$folder/evening" acted)
    fi
    printf 'it acted %d times\n' "$acted"
    [ "$acted" -ge 10 ]
    [ "$(<"$folder/exit")" = 1 ]
    grep -qE "^[$2] .* [1-9][0-9]* violations" "$folder/verdict"
}
