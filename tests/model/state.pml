/* What the server's database, the terminals' disks and the world consist of. */

/* The owner of the right to sell a seat: one byte, so there is one owner (I1 by construction). */
#define POOL 0
#define HOLD(c) (1 + (c))
#define ALLOTMENT(name, lease) (16 + (name) * 16 + (lease))
#define TICKET(l, k) (64 + (l) * 8 + (k))
#define ONLINE(c) (128 + (c))
#define isHold(x) ((x) > POOL && (x) < 16)
#define isAllotment(x) ((x) >= 16 && (x) < 64)
#define isTicket(x) ((x) >= 64)
#define customerOf(x) ((x) - 1)
#define nameOf(x) (((x) - 16) / 16)
#define leaseOfClaim(x) (((x) - 16) % 16)

/* A journal entry: what, which seat, under which lease (0: at risk). INTENT and PRINTED have no
   effect on the server; they are stages of the sale on the terminal's disk. */
#define SALE 1
#define RETURN 2
#define SUSPENSE 3
#define WRITE(kind, seat, lease) ((kind) * 64 + (seat) * 16 + (lease))
#define kindOf(e) ((e) / 64)
#define seatOf(e) (((e) / 16) % 4)
#define leaseOf(e) ((e) % 16)
#define ENTRY(l, k) ((l) * ENTRIES + (k))

/* Verdicts. */
#define UNDECIDED 0
#define NOTED 1
#define VALID 2
#define RESEATED 3
#define REFUND_DUE 4
#define TASK 5
#define isFinal(v) ((v) >= VALID)
#define isDisplaced(v) ((v) == RESEATED || (v) == REFUND_DUE)

/* --- the server's database --- */
byte claim[SEATS];
byte tickets[SEATS];              /* valid tickets of the seat, counted apart from the claim */
byte next[LIVES];                 /* the journal is known before this entry */
byte verdict[LIVES * ENTRIES];
byte effects[LIVES * ENTRIES];    /* how often the entry moved money and seats */
bool revoked[LIVES * ENTRIES];    /* its paper is on the doors' list */
byte nextLease = 1;               /* never reused, not even after a restore */
bool renewed[LIVES];
byte keys[LIVES];                 /* who said that the terminal is lost: two persons, two bits */
bool lost[LIVES];
#define UNSEEN 0
#define WAITS 1
#define HOLDS 2
#define BOUGHT 3
#define LEFT 4
byte customer[CUSTOMERS];
bool incarnation;                 /* of the database */
bool recovery;
bool refilled[LIVES];

/* --- a terminal: its disk, and what a power cut takes --- */
byte journal[LIVES * ENTRIES];
byte length[LIVES];               /* entries that survive a power cut */
byte writing[LIVES];              /* volatile: written, not yet on disk */
byte acked[LIVES];                /* the verdicts before this entry are here */
#define IDLE 0
#define INTENT_WRITTEN 1          /* volatile */
#define INTENT_ON_DISK 2
#define PAID 3
#define SALE_WRITTEN 4            /* volatile */
#define SALE_ON_DISK 5
#define ON_PAPER 6                /* PRINTED not yet on disk */
#define UNKNOWN_PAYMENT 7         /* after a power cut, cash: nobody can tell */
#define SUSPENSE_WRITTEN 8        /* volatile */
#define PAID_TOO_EARLY 9          /* mutants only */
byte stage[LIVES];
byte saleSeat[LIVES];
byte saleLease[LIVES];
byte right[LIVES * SEATS];        /* the lease, + SPENT when sold, intended or returned */
#define SPENT 16
#define GONE 32                   /* given up after a restore: no abandoned sale brings it back */
#define RIGHT(l, s) right[(l) * SEATS + (s)]
bool heard[LIVES];                /* the incarnation of the database it knows of */
bool synced[LIVES];               /* it knows that the restored database has all of its journal */
bool renewal[LIVES];              /* the answer to its renewal is here */
byte asks[LIVES];
byte risks[LIVES];

/* --- the world --- */
#define UPLOAD 1                  /* entry number, entry (0: none), incarnation heard, complete? */
#define ASK 2
#define RENEW 3
#define ANSWER 4                  /* entry expected next, -, incarnation, refilled? */
#define GRANT 5
#define RENEWED 6
#define RECALL 7
chan up[LIVES] = [2] of { byte, byte, byte, bool, bool };
chan down[LIVES] = [2] of { byte, byte, byte, bool, bool };
/* Time, per terminal: 1 its lease ends by its own clock, 2 by the server's, 3 and 4 likewise for
   the renewed lease. Clocks' rates are bounded, so the order is this. */
byte clock[LIVES];
bool late[CUSTOMERS];             /* the hold's time limit is over */
bool dead[LIVES];
bool printed[LIVES * ENTRIES];    /* in a customer's hands */
byte paid[LIVES];                 /* payments taken */
bool closing;                     /* nothing new begins and nothing more breaks */
byte nets = NET;
byte crashes = CRASHES;
bool wasLostByTwo[LIVES];         /* also where a restored database has forgotten it */
bool restored;
byte oldestForgotten;             /* leases from here up to newestForgotten are not in the backup */
byte newestForgotten;

#ifdef REPLACED
#define isBorn(l) ((l) < 2 || lost[0])
#else
#define isBorn(l) true
#endif
#define isAlive(l) (!dead[l] && isBorn(l))
#define isForgotten(lease) (restored && (lease) >= oldestForgotten && (lease) < newestForgotten)
#define serverSaysExpired(l) (clock[l] >= 4 || clock[l] >= 2 && !renewed[l])

/* Scratch of one atomic step. Zero between steps, so that it makes no states. */
byte i, j, x, seat, lease, spare;
byte kind, number, given; /* the message at hand */
bool knows, whole;

inline clear() {
    d_step {
        i = 0; j = 0; x = 0; seat = 0; lease = 0; spare = 0;
        kind = 0; number = 0; given = 0; knows = false; whole = false
    }
}

inline startHouse() {
    for (i : 0 .. STANDING - 1) {
        claim[i] = ALLOTMENT(NAME(i), nextLease);
        RIGHT(i, i) = nextLease;
        nextLease++
    }
}
