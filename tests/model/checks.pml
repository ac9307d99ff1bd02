/* The promises. Each is an assertion where it could be broken, or at the end, when all is quiet. */

#define isSaleOf(l, k, s) (kindOf(journal[ENTRY(l, k)]) == SALE && seatOf(journal[ENTRY(l, k)]) == (s))
#define isLostByTwo(l) (lost[l] && keys[l] == 3)
/* A restored database may have forgotten that two had said so. */
#define mayBeDisplaced(l, lease) ((lease) == 0 || isLostByTwo(l) || wasLostByTwo[l])

/* I1: one valid ticket per seat. I5: every claim has an owner who knows of it. After each
   transaction of the server. */
inline checkClaims() {
    d_step {
        for (i : 0 .. SEATS - 1) {
            assert(tickets[i] <= 1);
            assert(isTicket(claim[i]) == (tickets[i] == 1));
            if
            :: isHold(claim[i]) -> assert(customer[customerOf(claim[i])] == HOLDS && i == WANTS)
            :: isAllotment(claim[i]) -> assert(leaseOfClaim(claim[i]) > 0)
            :: else
            fi
        }
        for (i : 0 .. CUSTOMERS - 1) {
            assert(customer[i] != HOLDS || claim[WANTS] == HOLD(i))
        }
        i = 0
    }
}

/* I1 as the customers see it: before the server sells the seat or leases it out, no terminal has
   sold it under a right and waits for the verdict; except one declared lost by two people. */
inline checkNobodySold(s) {
    d_step {
        for (i : 0 .. LIVES - 1) {
            for (j : 0 .. ENTRIES - 1) {
                assert(j >= length[i] || !isSaleOf(i, j, s) || leaseOf(journal[ENTRY(i, j)]) == 0 ||
                       isDisplaced(verdict[ENTRY(i, j)]) || isLostByTwo(i))
            }
        }
        i = 0;
        j = 0
    }
}

/* Before a sale begins, the right is this terminal's, also by the server's book: the terminal stops
   before the server may think otherwise. The one excuse is a restored database that the terminal has
   not brought all it has, and that keeps the pool shut for it. */
#define isInTheBook(l, s, leaseNo) (claim[s] == ALLOTMENT(NAME(l), leaseNo) || recovery && !refilled[l])
inline checkOwnRight(l, s) { assert(isInTheBook(l, s, RIGHT(l, s))) }

/* So it stays until the sale is on disk, unless two people have declared the terminal lost. */
inline checkStillOwnRight(l) {
    assert(saleLease[l] == 0 || isInTheBook(l, saleSeat[l], saleLease[l]) || isLostByTwo(l))
}

/* I7: a sale made from an allotment is displaced only when two people had declared its terminal
   lost. */
inline checkDisplacement(l, leaseNo) { assert(mayBeDisplaced(l, leaseNo)) }

/* I2, I4: money and seats move once per entry. */
inline checkOnce(l, k) { assert(effects[ENTRY(l, k)] == 1) }

/* The paper of a sale that kept its seat stands for that seat's ticket; one that lost it is on the
   doors' list. So of all papers for a seat at most one opens a door. */
inline checkOutcome(l, k) {
    assert(effects[ENTRY(l, k)] == 1);
    if
    :: kindOf(journal[ENTRY(l, k)]) == RETURN -> assert(verdict[ENTRY(l, k)] == NOTED)
    :: else -> assert(isFinal(verdict[ENTRY(l, k)]))
    fi;
    assert(verdict[ENTRY(l, k)] != VALID ||
           claim[seatOf(journal[ENTRY(l, k)])] == TICKET(l, k));
    assert(!isDisplaced(verdict[ENTRY(l, k)]) || revoked[ENTRY(l, k)]);
    if
    :: verdict[ENTRY(l, k)] == RESEATED ->
        spare = 0;
        for (x : 0 .. SEATS - 1) {
            if
            :: claim[x] == TICKET(l, k) -> spare++
            :: else
            fi
        }
        assert(spare == 1)
    :: else
    fi
}

/* I2 at the end: every paid sale of a terminal that lives, every paper of one that died. */
inline checkLife(l) {
    x = 0;
    for (j : 0 .. ENTRIES - 1) {
        if
        :: !dead[l] && j < length[l] || dead[l] && printed[ENTRY(l, j)] ->
            assert(j < length[l]);
            assert(!printed[ENTRY(l, j)] || kindOf(journal[ENTRY(l, j)]) == SALE);
            if
            :: kindOf(journal[ENTRY(l, j)]) != RETURN -> given++
            :: else
            fi;
            checkOutcome(l, j)
        :: else
        fi
    }
    assert(dead[l] || given == paid[l]);
    given = 0
}

inline checkTheEnd() {
    d_step {
        assert(closing && !recovery);
        for (i : 0 .. LIVES - 1) {
            assert(!isAlive(i) ||
                   stage[i] == IDLE && writing[i] == 0 && acked[i] == length[i] &&
                   next[i] == length[i] && (heard[i] == incarnation || lost[i]));
            given = 0;
            checkLife(i)
        }
        for (i : 0 .. CUSTOMERS - 1) {
            assert(customer[i] != WAITS && customer[i] != HOLDS);
            assert(customer[i] != BOUGHT || claim[WANTS] == ONLINE(i))
        }
        for (i : 0 .. SEATS - 1) { assert(!isHold(claim[i])) }
    }
}
