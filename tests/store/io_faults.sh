#!/bin/sh
# The proof "io-faults": every fault at every call of every operation of terminal and server, round
# after round. Each round's first restart meets another fault, and threads take other turns.
set -e

rounds=${FOYER_ROUNDS:-5}
first=${FOYER_SEED:-1}
export QT_QPA_PLATFORM=offscreen FOYER_FAULTS=all

round=0
while [ "$round" -lt "$rounds" ]; do
    export FOYER_SEED=$((first + round))
    store_terminal_faults_test -silent
    store_server_faults_test -silent
    contract_rest_storage_test -silent
    round=$((round + 1))
done
echo "io faults: rounds=$rounds seed=$first commit=${FOYER_COMMIT:-unknown}, all recovered"
