/* The server: a line per terminal takes what comes up, one transaction a message. A crash between a
   commit and its answer is a lost answer; a crash before the commit, a lost message. */

#ifdef M_POOL_OPEN_IN_RECOVERY
#define poolIsShut false
#else
#define poolIsShut recovery
#endif

/* R9 ends when every terminal that is not lost has brought all it has, knowing of the restore. */
inline endRecovery() {
    if
    :: recovery ->
        whole = true;
        for (i : 0 .. LIVES - 1) {
            if
            :: isBorn(i) && !refilled[i] && !lost[i] -> whole = false
            :: else
            fi
        }
        recovery = !whole
    :: else
    fi
}

inline takeEntry(l) {
    if
    :: number == next[l] && verdict[ENTRY(l, number)] == UNDECIDED ->
        decide(l, number);
#ifdef M_VERDICT_STORED_LATER
        if
        :: next[l]++
        :: verdict[ENTRY(l, number)] = UNDECIDED /* power cut between two transactions */
        fi
#else
        next[l]++
#endif
    :: number == next[l] && verdict[ENTRY(l, number)] != UNDECIDED -> next[l]++ /* its paper was here first */
    :: number < next[l] -> /* R0 */
#ifdef M_NO_IDEMPOTENCY_KEY
        decide(l, number)
#else
        skip
#endif
    :: number > next[l] -> /* R1: a gap; the answer says which entry is expected */
#ifdef M_ACKNOWLEDGED_DELETED
        next[l] = number
#else
        skip
#endif
    fi
}

#ifdef M_REFILLED_UNHEARD
#define isRefill whole
#else
#define isRefill (whole && knows == incarnation)
#endif

inline takeUpload(l) {
    if
    :: given > 0 -> takeEntry(l)
    :: else
#ifdef M_ACKNOWLEDGED_DELETED
        -> next[l] = number
#endif
    fi;
    if
    :: recovery && next[l] == number + (given > 0) && isRefill ->
        refilled[l] = true;
        endRecovery()
    :: else
    fi;
    down[l]!ANSWER, next[l], 0, incarnation, refilled[l]
}

/* All or nothing; a seat that the asker has already is granted again: an answer may be lost. */
inline answerAsk(l) {
    if
    :: lost[l] || serverSaysExpired(l) || poolIsShut -> skip
    :: else ->
        if
        :: isAllotment(claim[number]) && nameOf(claim[number]) == NAME(l) ->
            down[l]!GRANT, number, leaseOfClaim(claim[number]), incarnation, false
        :: isFree(number) && nextLease <= LEASES ->
            checkNobodySold(number);
            takeFromPool(number);
            claim[number] = ALLOTMENT(NAME(l), nextLease);
            down[l]!GRANT, number, nextLease, incarnation, false;
            nextLease++;
            checkClaims()
        :: else
        fi
    fi
}

inline answerRenewal(l) {
    if
    :: !lost[l] && !serverSaysExpired(l) ->
        renewed[l] = true;
        down[l]!RENEWED, 0, 0, incarnation, false
    :: else
    fi
}

proctype Line(byte l) {
end:
    do
    :: atomic {
        nempty(up[l]) && nfull(down[l]) ->
        up[l]?kind, number, given, knows, whole;
        if
        :: kind == UPLOAD -> takeUpload(l)
        :: kind == ASK -> answerAsk(l)
        :: kind == RENEW -> answerRenewal(l)
        fi;
        clear()
       }
    od
}

#ifdef EXPIRY
inline reclaim(l) {
    d_step {
        for (x : 0 .. SEATS - 1) {
            if
            :: isAllotment(claim[x]) && nameOf(claim[x]) == NAME(l) -> claim[x] = POOL
            :: else
            fi
        }
    }
    checkClaims()
}

inline declareLost(l) {
    lost[l] = true;
    wasLostByTwo[l] = keys[l] == 3;
    reclaim(l);
    endRecovery();
    clear()
}

#ifdef M_LOST_BEFORE_EXPIRY
#define mayDeclare(l) (!lost[l])
#else
#define mayDeclare(l) (!lost[l] && serverSaysExpired(l))
#endif

/* Two keys: expiry alone frees nothing; one person says so, then another. */
proctype Office(byte l) {
end:
    do
    :: atomic {
        mayDeclare(l) && keys[l] == 0 && (!closing || dead[l]) ->
        keys[l] = 1;
#ifdef M_ONE_KEY
        declareLost(l)
#endif
       }
    :: atomic {
        mayDeclare(l) && keys[l] == 1 && (!closing || dead[l]) ->
        keys[l] = 3;
        declareLost(l)
       }
#ifdef M_EXPIRY_RECLAIMS
    :: atomic { mayDeclare(l) && keys[l] == 0 -> keys[l] = 4; reclaim(l) }
#endif
    od
}
#endif
