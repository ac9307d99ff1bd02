#!/bin/sh
# The proof "io-faults": every fault at every call of every operation of terminal and server, round
# after round. Each round's first restart meets another fault, and threads take other turns.
set -e

rounds=${FOYER_ROUNDS:-5}
first=${FOYER_SEED:-1}
export QT_QPA_PLATFORM=offscreen FOYER_FAULTS=all
# Each row has hundreds of lives: more than the five minutes that QtTest allows one, when others work.
export QTEST_FUNCTION_TIMEOUT=3600000

said=$(mktemp)
trap 'rm -f "$said" "$said.now"' EXIT

# A pipe would hide that the test failed.
run() {
    "$1" -silent >"$said.now" 2>&1 || { cat "$said.now"; exit 1; }
    cat "$said.now"
    cat "$said.now" >>"$said"
}

# Of one half: its operations, and the points of all rounds.
counts_of() {
    awk -v half="($1):" '$1 == "io" && $3 == half {
        for (i = 4; i <= NF; i++) { split($i, part, "="); value[part[1]] = part[2] }
        points += value["points"]
    } END { printf "operations=%d points=%d kinds=%d", value["operations"], points, value["kinds"] }' "$said"
}

round=0
while [ "$round" -lt "$rounds" ]; do
    export FOYER_SEED=$((first + round))
    run store_terminal_faults_test
    run store_server_faults_test
    run contract_rest_storage_test
    round=$((round + 1))
done
echo "io faults: rounds=$rounds seed=$first commit=${FOYER_COMMIT:-unknown}" \
    "terminal: $(counts_of terminal), server: $(counts_of server), all recovered"
