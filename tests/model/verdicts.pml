/* What the server makes of a journal entry: DESIGN's table, in one transaction with its effects.
   R1 and R0 are asked in server.pml, of the upload. */

#define isFree(s) (claim[s] == POOL || isHold(claim[s]) && late[customerOf(claim[s])])
#ifdef M_NO_EPOCH_CHECK
#define ownsRight(l, s, leaseNo) ((leaseNo) > 0 && isAllotment(claim[s]) && nameOf(claim[s]) == NAME(l))
#else
#define ownsRight(l, s, leaseNo) ((leaseNo) > 0 && claim[s] == ALLOTMENT(NAME(l), leaseNo))
#endif

/* Takes a free seat out of the pool; a hold past its limit ends in the same transaction. */
inline takeFromPool(s) {
    if
    :: isHold(claim[s]) -> customer[customerOf(claim[s])] = LEFT
    :: else
    fi;
    claim[s] = POOL
}

inline issueTicket(l, k, s) {
    claim[s] = TICKET(l, k);
    tickets[s]++
}

/* R6: an equal seat, if the pool has one to give; R7: the money back. The paper is void at the doors. */
inline displace(l, k) {
    checkDisplacement(l, lease);
#ifndef M_NO_REVOCATION
    revoked[ENTRY(l, k)] = true;
#endif
    spare = SEATS;
    for (x : 0 .. SEATS - 1) {
        if
        :: spare == SEATS && isFree(x) && !recovery -> spare = x
        :: else
        fi
    }
    if
    :: spare < SEATS ->
        takeFromPool(spare);
        issueTicket(l, k, spare);
        verdict[ENTRY(l, k)] = RESEATED
    :: else -> verdict[ENTRY(l, k)] = REFUND_DUE
    fi
}

/* R9: leases are numbered as they are given out, and only for seats in the pool. So one that the
   restored database does not remember came after whatever has the seat there: an older lease had come
   to its end, a sale at risk never had one. */
#define lifeOfTicket(t) (((t) - 64) / 8)
#define entryOfTicket(t) (((t) - 64) % 8)
#define leaseOfTicket(t) leaseOf(journal[ENTRY(lifeOfTicket(t), entryOfTicket(t))])
#ifdef M_OLDER_RIGHT_KEEPS
#define isOlder(s, leaseNo) false
#else
#define isOlder(s, leaseNo) (isAllotment(claim[s]) && leaseOfClaim(claim[s]) < (leaseNo) || \
                             isTicket(claim[s]) && claim[s] < ONLINE(0) && leaseOfTicket(claim[s]) < (leaseNo))
#endif
#define refills(l, s, leaseNo) (recovery && isForgotten(leaseNo) && !ownsRight(l, s, leaseNo) && !isFree(s) && \
                                isOlder(s, leaseNo))

/* Whoever was heard first without a right, or with an older one, gives way: the money back. */
inline oust(s) {
    if
    :: isTicket(claim[s]) ->
        x = lifeOfTicket(claim[s]);
        spare = entryOfTicket(claim[s]);
        checkDisplacement(x, leaseOfTicket(claim[s]));
        verdict[ENTRY(x, spare)] = REFUND_DUE;
        revoked[ENTRY(x, spare)] = true;
        tickets[s]--
    :: else
    fi;
    claim[s] = POOL
}

inline decideSale(l, k) {
    if
    :: refills(l, seat, lease) -> /* R9 */
        oust(seat);
        issueTicket(l, k, seat);
        verdict[ENTRY(l, k)] = VALID
    :: ownsRight(l, seat, lease) -> /* R3 */
        issueTicket(l, k, seat);
        verdict[ENTRY(l, k)] = VALID
    :: !ownsRight(l, seat, lease) && isFree(seat) -> /* R5, R8 and, in recovery, R9 */
        takeFromPool(seat);
        issueTicket(l, k, seat);
        verdict[ENTRY(l, k)] = VALID
    :: else ->
#ifdef M_NO_UNIQUE_INDEX
        issueTicket(l, k, seat);
        verdict[ENTRY(l, k)] = VALID
#elif defined(M_REFUSAL_IS_AN_ERROR)
        effects[ENTRY(l, k)]-- /* 4xx: nothing is kept, and the terminal drops the entry */
#else
        displace(l, k)
#endif
    fi
}

/* A seat comes back: to the customer who waits for it, in the same transaction, else to the pool.
   A restored database may not know who had it since, so then it has to go to the pool. */
inline giveBack(s) {
    claim[s] = POOL;
    if
    :: !recovery && s == WANTS ->
        for (x : 0 .. CUSTOMERS - 1) {
            if
#ifdef M_RETURN_TO_EVERY_HOLD
            :: customer[x] == WAITS && !late[x] ->
#else
            :: customer[x] == WAITS && !late[x] && claim[s] == POOL ->
#endif
                claim[s] = HOLD(x);
                customer[x] = HOLDS
            :: else
            fi
        }
    :: else
    fi
}

inline decide(l, k) {
    d_step {
        seat = seatOf(given);
        lease = leaseOf(given);
        effects[ENTRY(l, k)]++;
        if
        :: kindOf(given) == SALE -> decideSale(l, k)
        :: kindOf(given) == RETURN ->
            verdict[ENTRY(l, k)] = NOTED;
            if
            :: claim[seat] == ALLOTMENT(NAME(l), lease) -> giveBack(seat)
            :: else
            fi
        :: kindOf(given) == SUSPENSE -> verdict[ENTRY(l, k)] = TASK
        fi
    }
    checkClaims()
}
