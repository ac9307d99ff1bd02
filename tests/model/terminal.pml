/* A terminal: INTENT on disk, money, SALE on disk, paper, PRINTED on disk; beside it the journal
   drains, seats are asked for and given back. */

#ifdef M_LEASE_COUNTED_FROM_RECEIPT
#define leaseIsGood(l) (clock[l] < 1 || renewal[l])
#else
#define leaseIsGood(l) (clock[l] < 1 || renewal[l] && clock[l] < 3)
#endif
#define isMine(l, s) (RIGHT(l, s) > 0 && RIGHT(l, s) < SPENT)
#define mayWrite(l) (stage[l] == IDLE && writing[l] == 0 && length[l] < ENTRIES)
#define mayBegin(l) (!closing && isAlive(l) && mayWrite(l))
/* Nothing is on its way to the journal. */
#ifdef M_REFILLED_AMID_A_SALE
#define isComplete(l) true
#else
#define isComplete(l) (writing[l] == 0 && (stage[l] == IDLE || stage[l] == SALE_ON_DISK || stage[l] == ON_PAPER))
#endif
#define hasToSend(l) (acked[l] < length[l] || heard[l] != incarnation || heard[l] && !synced[l] && isComplete(l))

/* An upload, or its answer. */
#define isUnderway(l) (up[l]??[UPLOAD, _, _, _, _] || down[l]??[ANSWER, _, _, _, _])

inline intend(l, s) {
    checkOwnRight(l, s);
    saleSeat[l] = s;
    saleLease[l] = RIGHT(l, s);
    RIGHT(l, s) = RIGHT(l, s) + SPENT;
    stage[l] = INTENT_WRITTEN
}

inline endSale(l) {
    saleSeat[l] = 0;
    saleLease[l] = 0;
    stage[l] = IDLE
}

/* No ticket exists and none will: the seat may be sold again, if the right was not given up since. */
inline takeRightBack(l, s, leaseNo) {
    if
    :: leaseNo > 0 && RIGHT(l, s) == leaseNo + SPENT -> RIGHT(l, s) = leaseNo
    :: else
    fi
}

inline abandonSale(l) {
    takeRightBack(l, saleSeat[l], saleLease[l]);
    endSale(l)
}

/* Sold or not, the right is spent before its RETURN is on disk. */
inline writeReturn(l, s) {
    writing[l] = WRITE(RETURN, s, RIGHT(l, s));
    RIGHT(l, s) = RIGHT(l, s) + SPENT
}

inline bringToDisk(l) {
    journal[ENTRY(l, length[l])] = writing[l];
    length[l]++;
    writing[l] = 0
}

/* What a power cut leaves. Terminal 0 took cash: nobody can tell whether it was paid; the other
   asks its card reader, by the reference in the INTENT. */
inline powerCut(l) {
    if
    :: stage[l] == IDLE && writing[l] > 0 -> takeRightBack(l, seatOf(writing[l]), leaseOf(writing[l]))
    :: else
    fi;
    writing[l] = 0;
    if
    :: stage[l] == INTENT_WRITTEN || stage[l] == PAID_TOO_EARLY -> abandonSale(l)
    :: stage[l] == PAID || stage[l] == SALE_WRITTEN -> stage[l] = (l == 0 -> UNKNOWN_PAYMENT : PAID)
    :: stage[l] == ON_PAPER -> stage[l] = SALE_ON_DISK /* printed again, marked COPY */
    :: stage[l] == SUSPENSE_WRITTEN -> stage[l] = UNKNOWN_PAYMENT
    :: else
    fi
}
#define losesByPowerCut(l) (writing[l] > 0 || stage[l] == INTENT_WRITTEN || stage[l] == PAID || stage[l] == ON_PAPER || stage[l] == PAID_TOO_EARLY)

/* The database was restored: what it does not confirm is given up, also for a sale that has begun
   and comes to nothing, in one transaction with the note that this was heard; then the journal goes
   up again from where the server is. */
inline hearOfRestore(l) {
    heard[l] = true;
#ifndef M_UNCONFIRMED_RIGHTS_KEPT
    for (i : 0 .. SEATS - 1) {
        if
        :: RIGHT(l, i) > 0 && claim[i] != ALLOTMENT(NAME(l), RIGHT(l, i) % SPENT) ->
#ifdef M_ABANDONED_RIGHT_COMES_BACK
            RIGHT(l, i) = RIGHT(l, i) % SPENT + SPENT
#else
            RIGHT(l, i) = RIGHT(l, i) % SPENT + SPENT + GONE
#endif
        :: else
        fi
    }
#endif
#ifndef M_ACKNOWLEDGED_DELETED
    acked[l] = number
#endif
}

inline hearAnswer(l) {
    if
    :: knows > heard[l] -> hearOfRestore(l)
    :: knows == heard[l] ->
        if
        :: number > acked[l] -> acked[l] = number
        :: else
        fi;
        synced[l] = synced[l] || knows && whole
    :: else /* an answer of the database that is no more */
    fi
}

inline hearGrant(l) {
    if
#ifdef M_STALE_GRANT_TAKEN
    :: knows == heard[l] && !isMine(l, number) && stage[l] == IDLE -> RIGHT(l, number) = given
#elif defined(M_GRANT_OF_THE_OLD_DATABASE)
    :: given > RIGHT(l, number) % SPENT -> RIGHT(l, number) = given
#else
    :: knows == heard[l] && given > RIGHT(l, number) % SPENT -> RIGHT(l, number) = given
#endif
    :: else
    fi
}

inline hearRecall(l) {
    if
    :: isMine(l, number) && mayWrite(l) ->
        writeReturn(l, number);
#ifdef M_RECALL_ANSWERED_EARLY
        if
        :: nfull(up[l]) -> up[l]!UPLOAD, length[l], writing[l], heard[l], false
        :: full(up[l])
        fi
#endif
    :: else
    fi
}

#ifdef M_NOT_SENT_AGAIN
byte sentUpTo[LIVES];
#define mayUpload(l) (hasToSend(l) && sentUpTo[l] <= acked[l])
#define countUpload(l) sentUpTo[l] = acked[l] + 1
#else
#define mayUpload(l) hasToSend(l)
#define countUpload(l) skip
#endif

proctype Terminal(byte l) {
end:
    do
    :: atomic { mayBegin(l) && isMine(l, 0) && leaseIsGood(l) -> intend(l, 0) }
    :: atomic { mayBegin(l) && isMine(l, 1) && leaseIsGood(l) -> intend(l, 1) }
#if SEATS > 2
    :: atomic { mayBegin(l) && isMine(l, 2) && leaseIsGood(l) -> intend(l, 2) }
#endif
#if RISKS > 0
    :: atomic {
        mayBegin(l) && risks[l] < RISKS && RIGHT(l, RISKED) == 0 ->
        risks[l]++;
        saleSeat[l] = RISKED;
        stage[l] = INTENT_WRITTEN
       }
#endif
    :: atomic { isAlive(l) && stage[l] == INTENT_WRITTEN -> stage[l] = INTENT_ON_DISK }
    :: atomic { isAlive(l) && stage[l] == INTENT_ON_DISK -> abandonSale(l) }
    :: atomic { isAlive(l) && stage[l] == INTENT_ON_DISK -> checkStillOwnRight(l); paid[l]++; stage[l] = PAID }
#ifdef M_PAID_BEFORE_INTENT
    :: atomic { isAlive(l) && stage[l] == INTENT_WRITTEN -> paid[l]++; stage[l] = PAID_TOO_EARLY }
    :: atomic { isAlive(l) && stage[l] == PAID_TOO_EARLY -> stage[l] = PAID }
#endif
    :: atomic {
        isAlive(l) && stage[l] == PAID ->
        writing[l] = WRITE(SALE, saleSeat[l], saleLease[l]);
        stage[l] = SALE_WRITTEN
       }
#ifdef M_PRINTED_BEFORE_SALE
    :: atomic { isAlive(l) && stage[l] == SALE_WRITTEN -> printed[ENTRY(l, length[l])] = true }
#endif
    :: atomic {
        isAlive(l) && stage[l] == SALE_WRITTEN ->
        checkStillOwnRight(l);
        bringToDisk(l);
        stage[l] = SALE_ON_DISK
       }
    :: atomic {
        isAlive(l) && stage[l] == SALE_ON_DISK ->
        printed[ENTRY(l, length[l] - 1)] = true;
        stage[l] = ON_PAPER
       }
    :: atomic { isAlive(l) && stage[l] == ON_PAPER -> endSale(l) }
    :: atomic {
        isAlive(l) && stage[l] == UNKNOWN_PAYMENT ->
        writing[l] = WRITE(SUSPENSE, saleSeat[l], saleLease[l]);
        stage[l] = SUSPENSE_WRITTEN
       }
    :: atomic { isAlive(l) && stage[l] == SUSPENSE_WRITTEN -> bringToDisk(l); abandonSale(l) }

    :: atomic { isAlive(l) && stage[l] == IDLE && writing[l] > 0 -> bringToDisk(l) }
#ifdef EXPIRY
    /* A lease that ran out is given back when somebody is there to do it. */
    :: atomic { mayBegin(l) && !leaseIsGood(l) && isMine(l, 0) -> writeReturn(l, 0) }
    :: atomic { mayBegin(l) && !leaseIsGood(l) && isMine(l, 1) -> writeReturn(l, 1) }
#endif

    /* One upload at a time, again and again until its verdict is here. */
    :: atomic {
        isAlive(l) && mayUpload(l) && isUnderway(l) == false && nfull(up[l]) ->
        countUpload(l);
        given = 0;
        if
        :: acked[l] < length[l] -> given = journal[ENTRY(l, acked[l])]
        :: else
        fi;
        up[l]!UPLOAD, acked[l], given, heard[l], isComplete(l) && acked[l] + 1 >= length[l];
        clear()
       }
#if ASKS > 0
    :: atomic {
        mayBegin(l) && asks[l] < ASKS && !isMine(l, ASKED) && nfull(up[l]) ->
        asks[l]++;
        up[l]!ASK, ASKED, 0, heard[l], false
       }
#endif
#ifdef RENEWAL
    :: atomic {
        isAlive(l) && !closing && l < MORTAL && !renewal[l] && clock[l] < 3 && empty(up[l]) && empty(down[l]) ->
        up[l]!RENEW, 0, 0, heard[l], false
       }
#endif

    :: atomic {
        isAlive(l) && nempty(down[l]) ->
        down[l]?kind, number, given, knows, whole;
        if
        :: kind == ANSWER -> hearAnswer(l)
        :: kind == GRANT -> hearGrant(l)
        :: kind == RENEWED -> renewal[l] = renewal[l] || knows == heard[l]
        :: kind == RECALL -> hearRecall(l)
        fi;
        clear()
       }
    od
}
