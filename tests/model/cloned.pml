/* A disk that was copied: two disks write a journal under one name and one key. A model of its own,
   because all other parts take one disk a terminal for granted. README.md explains it. */

#define DISKS 2 /* the first one and its copy */
#define SEATS 3 /* 0 and 1 are on lease in life 0, 2 is in the pool */
#define LIVES 3 /* each enrolment begins one; a disk is enrolled anew at most once */
#define ENTRIES 4

/* A sale is known by who wrote it and its seat; both disks have it if it was there before the copy. */
#define SALES (DISKS * SEATS)
#define SALE(d, s) ((d) * SEATS + (s))
#define seatOf(id) ((id) % SEATS)
#define OTHER(id) (((id) + SEATS) % SALES)

/* Entries; two are the same when they have the same hash. A carried one is an entry of life 0, under
   its number there. */
#define SOLD(id) (1 + (id))
#define CARRIED(k, id) (16 + (k) * 8 + (id))
#define ENDED 64 /* life 0 has nothing more to say */
#define isSold(e) ((e) >= 1 && (e) < 16)
#define isCarried(e) ((e) >= 16 && (e) < 64)
#define saleOf(e) (isCarried(e) -> ((e) - 16) % 8 : (e) - 1)
#define numberOf(e) (((e) - 16) / 8)

/* --- the server --- */
#define POOL 0
#define ONLINE 1
#define ALLOTMENT(life) (2 + (life))
#define TICKET(id) (16 + (id))
byte claim[SEATS];
byte now; /* the life that may write */
bool quarantined;
bool cloned[LIVES];
bool lost[LIVES]; /* declared so by two people */
byte next[LIVES];
byte known[LIVES * ENTRIES];
bool carriedBefore[SALES];
#define UNDECIDED 0
#define VALID 1
#define DISPLACED 2
byte verdict[SALES];
byte effects[SALES]; /* how often money and seats moved */
bool task[DISKS];    /* somebody is told to look at this disk, or at the copy */

/* --- a disk --- */
bool isThere[DISKS];
byte life[DISKS];
byte journal[DISKS * ENTRIES];
byte length[DISKS];
byte acked[DISKS];
byte former[DISKS * ENTRIES]; /* of the life before */
byte formerLength[DISKS];
byte carried[DISKS]; /* of the former entries so many have a verdict or are carried over */
bool enrolledAnew[DISKS];
bool ended[DISKS];
bool refused[DISKS]; /* it was told to stop selling */
bool right[DISKS * SEATS];
#define RIGHT(d, s) right[(d) * SEATS + (s)]
#define ENTRY(x, k) ((x) * ENTRIES + (k))

/* --- the world --- */
bool paid[SALES];
bool copied, closing;
bool unseen; /* a disk was enrolled anew while nobody knew of its copy */

/* Scratch of one step. */
byte i, j, e, id, n;
bool kept;
inline clear() { d_step { i = 0; j = 0; e = 0; id = 0; n = 0; kept = false } }

inline write(d, entry) {
    journal[ENTRY(d, length[d])] = entry;
    length[d]++
}

/* Nobody can keep the seats of a copy that has never shown itself. */
#define isGivenUp(l) (lost[l] || (l) == 0 && unseen)

/* A sale by right of a lease is displaced only by its own copy's sale of the seat, or after two
   people have declared that life lost. */
#define mayBeDisplaced(sale, l) (claim[seatOf(sale)] == TICKET(OTHER(sale)) || isGivenUp(l))

inline decide(sale, l) {
    effects[sale]++;
    assert(effects[sale] == 1);
    if
    :: claim[seatOf(sale)] == ALLOTMENT(l) || claim[seatOf(sale)] == POOL ->
        claim[seatOf(sale)] = TICKET(sale);
        verdict[sale] = VALID
    :: else ->
        assert(mayBeDisplaced(sale, l));
        verdict[sale] = DISPLACED
    fi
}

inline giveBack(l) {
    for (i : 0 .. SEATS - 1) {
        if
        :: claim[i] == ALLOTMENT(l) -> claim[i] = POOL
        :: else
        fi
    }
    i = 0
}

#ifdef M_CARRIED_JUDGED_TWICE
#define isKnown(k, sale) false
#elif defined(M_CARRIED_NOT_REMEMBERED)
#define isKnown(k, sale) (next[0] > (k) && known[ENTRY(0, k)] == SOLD(sale))
#elif defined(M_CARRIED_KNOWN_BY_NUMBER)
#define isKnown(k, sale) (next[0] > (k) || carriedBefore[sale])
#else
#define isKnown(k, sale) (next[0] > (k) && known[ENTRY(0, k)] == SOLD(sale) || carriedBefore[sale])
#endif

inline take() {
    if
    :: isSold(e) -> decide(id, now)
    :: isCarried(e) ->
        if
        :: !isKnown(numberOf(e), id) -> decide(id, 0)
        :: else
        fi;
        carriedBefore[id] = true
    :: e == ENDED ->
#ifdef M_COPIED_LIFE_GIVEN_BACK
        giveBack(0)
#else
        if
        :: !cloned[0] -> giveBack(0)
        :: else /* the copy may still sell from it */
        fi
#endif
    fi;
    known[ENTRY(now, next[now])] = e;
    next[now]++
}

/* One entry goes up; its answer comes, or is lost. What a disk holds for judged, is judged. */
inline upload(d) {
    e = journal[ENTRY(d, acked[d])];
    n = acked[d];
    id = (e == ENDED -> 0 : saleOf(e));
    if
    :: life[d] != now || quarantined ->
        task[d] = true;
        if
        :: refused[d] = true
        :: skip
        fi
#ifndef M_NO_QUARANTINE
    :: life[d] == now && !quarantined && n < next[now] && known[ENTRY(now, n)] != e ->
        quarantined = true;
        cloned[now] = true;
        task[d] = true;
#ifdef M_QUARANTINE_RECLAIMS
        giveBack(now);
#endif
        if
        :: refused[d] = true
        :: skip
        fi
#endif
    :: else ->
        assert(n <= next[now]);
        if
        :: n == next[now] -> take()
        :: else
        fi;
        if
        :: acked[d]++; assert(e == ENDED || verdict[id] != UNDECIDED)
        :: skip
        fi
    fi
}

/* A new life, because the disk was refused or because somebody wished it. What had no verdict goes
   along. */
#define mayEnrol(d) (!closing && isThere[d] && !enrolledAnew[d])
inline enrol(d) {
    d_step {
        now++;
        unseen = unseen || copied && !cloned[0];
        quarantined = false;
        for (i : 0 .. ENTRIES - 1) {
            former[ENTRY(d, i)] = journal[ENTRY(d, i)];
            journal[ENTRY(d, i)] = 0
        }
        for (i : 0 .. SEATS - 1) { RIGHT(d, i) = false }
        i = 0;
        formerLength[d] = length[d];
#ifdef M_NOT_CARRIED_OVER
        carried[d] = length[d];
#else
        carried[d] = acked[d];
#endif
        life[d] = now;
        length[d] = 0;
        acked[d] = 0;
        refused[d] = false;
        enrolledAnew[d] = true
    }
}

inline copy() {
    d_step {
        copied = true;
        isThere[1] = true;
        for (i : 0 .. ENTRIES - 1) { journal[ENTRY(1, i)] = journal[ENTRY(0, i)] }
        for (i : 0 .. SEATS - 1) { RIGHT(1, i) = RIGHT(0, i) }
        i = 0;
        length[1] = length[0];
        acked[1] = acked[0];
        refused[1] = refused[0]
    }
}

#define maySell(d, s) (!closing && isThere[d] && !refused[d] && RIGHT(d, s))
inline sell(d, s) {
    assert(claim[s] != ONLINE && claim[s] != POOL || isGivenUp(life[d]));
    RIGHT(d, s) = false;
    paid[SALE(d, s)] = true;
    e = SOLD(SALE(d, s));
    write(d, e);
    clear()
}

proctype Disk(byte d) {
end:
    do
    :: atomic { maySell(d, 0) -> sell(d, 0) }
    :: atomic { maySell(d, 1) -> sell(d, 1) }
    :: atomic { maySell(d, 2) -> sell(d, 2) }
    :: atomic { isThere[d] && !refused[d] && acked[d] < length[d] -> upload(d); clear() }
    :: atomic { mayEnrol(d) -> enrol(d) }
    :: atomic {
        enrolledAnew[d] && carried[d] < formerLength[d] ->
        e = former[ENTRY(d, carried[d])];
        e = CARRIED(carried[d], saleOf(e));
        write(d, e);
        clear();
        carried[d]++
       }
    :: atomic {
        enrolledAnew[d] && carried[d] == formerLength[d] && !ended[d] ->
        write(d, ENDED);
        ended[d] = true
       }
    /* A new life has to ask for its seats. */
    :: atomic {
        ended[d] && !closing && !refused[d] && life[d] == now && !quarantined && claim[2] == POOL ->
        claim[2] = ALLOTMENT(now);
        RIGHT(d, 2) = true
       }
    od
}

proctype Copying() {
end:
    do
    :: atomic { !closing && !copied && !enrolledAnew[0] -> copy() }
    od
}

/* Two keys: what a copied life still has on lease is free only then. */
proctype Office() {
end:
    do
    :: atomic { !closing && cloned[0] && !lost[0] -> lost[0] = true; giveBack(0) }
    od
}

/* I1 as customers see it: nobody holds a paper for the seat that has no verdict yet. */
#define isWaiting(sale) (paid[sale] && verdict[sale] == UNDECIDED && !isGivenUp(0))
inline buy(s) {
    assert(!isWaiting(SALE(0, s)) && !isWaiting(SALE(1, s)));
    claim[s] = ONLINE
}

proctype Customers() {
end:
    do
    :: atomic { !closing && claim[0] == POOL -> buy(0) }
    :: atomic { !closing && claim[1] == POOL -> buy(1) }
    :: atomic { !closing && claim[2] == POOL -> buy(2) }
    od
}

proctype Closing() { closing = true }

#define has(d, k, sale) (journal[ENTRY(d, k)] != ENDED && journal[ENTRY(d, k)] != 0 && saleOf(journal[ENTRY(d, k)]) == (sale))

/* I2: each paid sale has its one outcome, or waits on a disk that somebody was told to keep. */
inline checkSale(sale) {
    kept = false;
    for (i : 0 .. DISKS - 1) {
        for (j : 0 .. ENTRIES - 1) {
            kept = kept || refused[i] && task[i] && j >= acked[i] && j < length[i] && has(i, j, sale)
        }
    }
    assert(verdict[sale] == UNDECIDED || effects[sale] == 1);
    assert(!paid[sale] || verdict[sale] != UNDECIDED || kept);
    assert(verdict[sale] != VALID || claim[seatOf(sale)] == TICKET(sale))
}

#if defined(P_DISPLACED_BY_ITS_COPY)
#define isReached (verdict[SALE(0, 0)] == DISPLACED && verdict[SALE(1, 0)] == VALID && !isGivenUp(0))
#elif defined(P_BOTH_DISKS_ENROLLED)
#define isReached (ended[0] && ended[1] && acked[0] > 1 && acked[1] > 1)
#elif defined(P_COPY_SELLS_AFTER_THE_END)
#define isReached (ended[0] && acked[0] == length[0] && verdict[SALE(1, 1)] == VALID && carriedBefore[SALE(1, 1)] && !isGivenUp(0))
#elif defined(P_UNSEEN_COPY_DISPLACED)
#define isReached (unseen && !cloned[0] && verdict[SALE(1, 1)] == DISPLACED && claim[1] == ONLINE)
#else
#define isReached false
#endif

proctype Quiet() {
    timeout ->
    d_step {
        for (n : 0 .. SALES - 1) { checkSale(n) }
        for (i : 0 .. DISKS - 1) { assert(refused[i] || acked[i] == length[i]) }
        assert(!isReached)
    }
}

init {
    atomic {
        claim[0] = ALLOTMENT(0);
        claim[1] = ALLOTMENT(0);
        RIGHT(0, 0) = true;
        RIGHT(0, 1) = true;
        isThere[0] = true;
        run Disk(0);
        run Disk(1);
        run Copying();
        run Office();
        run Customers();
        run Closing();
        run Quiet()
    }
}
