/* Everything around: customers, the network, time, power, death, disaster, and the end. */

proctype Customer(byte c) {
    byte recalls = 0;
    byte l = 0;
#ifdef M_HOLD_CHECKED_OUTSIDE
    bool believes = false;
#endif
end:
    do
    :: atomic {
        customer[c] == UNSEEN && !closing && isFree(WANTS) && !poolIsShut ->
        takeFromPool(WANTS);
        claim[WANTS] = HOLD(c);
        customer[c] = HOLDS;
        late[c] = false;
        checkClaims()
       }
#ifdef M_HOLD_CHECKED_OUTSIDE
    :: atomic { customer[c] == HOLDS && !late[c] -> believes = true }
    :: atomic {
        believes -> believes = false; claim[WANTS] = ONLINE(c); tickets[WANTS]++; customer[c] = BOUGHT;
        assert(!late[c]);
        checkClaims()
       }
#else
    /* The claiming transaction tests the limit itself. */
    :: atomic {
        customer[c] == HOLDS && claim[WANTS] == HOLD(c) && !late[c] && !poolIsShut ->
        checkNobodySold(WANTS);
        claim[WANTS] = ONLINE(c);
        tickets[WANTS]++;
        customer[c] = BOUGHT;
        checkClaims()
       }
#endif
    :: atomic { (customer[c] == HOLDS || customer[c] == WAITS) && !late[c] -> late[c] = true }
#ifndef M_HOLDS_NOT_SWEPT
    :: atomic { customer[c] == HOLDS && late[c] -> takeFromPool(WANTS); checkClaims() }
#endif
    :: atomic { customer[c] == WAITS && late[c] -> customer[c] = LEFT }
#if RECALLS > 0
    :: atomic {
        customer[c] == UNSEEN && !closing && isAllotment(claim[WANTS]) ->
        customer[c] = WAITS;
        late[c] = false
       }
    :: atomic {
        customer[c] == WAITS && !closing && recalls < RECALLS && isAllotment(claim[WANTS]) ->
        l = nameOf(claim[WANTS]);
        if
        :: nfull(down[l]) -> recalls++; down[l]!RECALL, WANTS, 0, incarnation, false
        :: full(down[l])
        fi;
        l = 0
       }
#endif
    od
}

#if NET > 0 || defined(LOSSY)
/* Loses, doubles, lets overtake. LOSSY loses without end, until the line heals for good. */
#ifdef LOSSY
#define mayLose (!closing)
#define countLoss skip
#else
#define mayLose (!closing && nets > 0)
#define countLoss nets--
#endif
#define mayMix (!closing && nets > 0)

inline lose(line) { line?kind, number, given, knows, whole; countLoss; clear() }
inline double(line) { line?<kind, number, given, knows, whole>; line!kind, number, given, knows, whole; nets--; clear() }
inline overtake(line) { line?kind, number, given, knows, whole; line!kind, number, given, knows, whole; nets--; clear() }

proctype Network(byte l) {
end:
    do
    :: atomic { mayLose && nempty(up[l]) -> lose(up[l]) }
    :: atomic { mayLose && nempty(down[l]) -> lose(down[l]) }
    :: atomic { mayMix && nempty(up[l]) && nfull(up[l]) -> double(up[l]) }
    :: atomic { mayMix && nempty(down[l]) && nfull(down[l]) -> double(down[l]) }
    :: atomic { mayMix && full(up[l]) -> overtake(up[l]) }
    :: atomic { mayMix && full(down[l]) -> overtake(down[l]) }
    od
}
#endif

#if CRASHES > 0
proctype Crash() {
    byte l;
end:
    do
    :: atomic { !closing && crashes > 0 && isAlive(0) && losesByPowerCut(0) -> crashes--; powerCut(0) }
    :: atomic { !closing && crashes > 0 && isAlive(1) && losesByPowerCut(1) -> crashes--; powerCut(1) }
    od
}
#endif

#ifdef EXPIRY
/* A dead terminal's time goes on after the rest has come to its close. */
proctype Clock(byte l) {
end:
    do
    :: atomic { clock[l] < 4 && (!closing || dead[l]) -> clock[l]++ }
    od
}
#endif

#ifdef DEATH
/* For ever: the disk is gone. Only paper is left. */
proctype Death() {
end:
    do
    :: atomic { !closing && !dead[0] -> dead[0] = true }
    od
}

/* Paper carries its entry, signed, in any order. */
proctype Door() {
    byte k;
end:
    do
    :: atomic {
        dead[0] && printed[ENTRY(0, 0)] && verdict[ENTRY(0, 0)] == UNDECIDED ->
        given = journal[ENTRY(0, 0)];
        decide(0, 0);
        clear()
       }
#if ENTRIES > 1
    :: atomic {
        dead[0] && printed[ENTRY(0, 1)] && verdict[ENTRY(0, 1)] == UNDECIDED ->
        given = journal[ENTRY(0, 1)];
        decide(0, 1);
        clear()
       }
#endif
    od
}
#endif

#ifdef RESTORE
bool backedUp;
byte b_claim[SEATS];
byte b_tickets[SEATS];
byte b_next[LIVES];
byte b_verdict[LIVES * ENTRIES];
byte b_effects[LIVES * ENTRIES];
bool b_revoked[LIVES * ENTRIES];
byte b_keys[LIVES];
bool b_lost[LIVES];
byte b_customer[CUSTOMERS];
byte b_nextLease;

inline backUp() {
    d_step {
        backedUp = true;
        b_nextLease = nextLease;
        for (i : 0 .. SEATS - 1) { b_claim[i] = claim[i]; b_tickets[i] = tickets[i] }
        for (i : 0 .. LIVES - 1) { b_next[i] = next[i]; b_keys[i] = keys[i]; b_lost[i] = lost[i] }
        for (i : 0 .. CUSTOMERS - 1) { b_customer[i] = customer[i] }
        for (i : 0 .. LIVES * ENTRIES - 1) {
            b_verdict[i] = verdict[i];
            b_effects[i] = effects[i];
            b_revoked[i] = revoked[i]
        }
        i = 0
    }
}

/* Leases are counted anew from the restore: the backup may know an older end than the terminals. */
inline restore() {
    d_step {
        restored = true;
        incarnation = true;
        oldestForgotten = b_nextLease;
        newestForgotten = nextLease;
#ifndef M_POOL_OPEN_AFTER_RESTORE
        recovery = true;
#endif
        /* Holds end: the seat may be a terminal's since. */
        for (i : 0 .. SEATS - 1) {
            claim[i] = (isHold(b_claim[i]) -> POOL : b_claim[i]);
            tickets[i] = b_tickets[i]
        }
        for (i : 0 .. LIVES - 1) {
            next[i] = b_next[i];
            keys[i] = b_keys[i];
            lost[i] = b_lost[i];
            refilled[i] = false;
#ifdef M_OLD_END_AFTER_RESTORE
            renewed[i] = false
#else
            renewed[i] = true
#endif
        }
        for (i : 0 .. CUSTOMERS - 1) {
            customer[i] = (b_customer[i] == HOLDS -> LEFT : b_customer[i])
        }
        for (i : 0 .. LIVES * ENTRIES - 1) {
            verdict[i] = b_verdict[i];
            effects[i] = b_effects[i];
            revoked[i] = b_revoked[i]
        }
        i = 0
    }
}

/* Online sales have a record of their own at the payment provider, which is not modelled: a backup
   that lacks one is not restored here. */
inline lacksOnlineSale() {
    knows = false;
    for (i : 0 .. CUSTOMERS - 1) { knows = knows || customer[i] == BOUGHT && b_customer[i] != BOUGHT }
    i = 0
}

proctype Backup() {
end:
    do
    :: atomic { !closing && !backedUp -> backUp() }
    :: atomic {
        !closing && backedUp && !restored ->
        lacksOnlineSale();
        if
        :: !knows -> restore(); checkClaims()
        :: else
        fi;
        clear()
       }
    od
}
#endif

/* Faults end and shops close: from here on everything drains. */
proctype Closing() { closing = true }

#ifdef LIVENESS
/* Time goes on for ever, also when nobody has anything to do: spin's fairness wants infinite runs. */
proctype Time() {
    do
    :: closing
    od
}
#else
/* Nobody can do anything any more. */
proctype Quiet() { timeout -> checkTheEnd(); checkProbe() }
#endif
