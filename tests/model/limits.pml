/* How much of everything there is. A configuration overrides these with -D; what it does not name
   does not happen. */
#ifndef LIVES
#define LIVES 2 /* terminals, a replacement under the same name being a life of its own */
#endif
#ifndef SEATS
#define SEATS 3
#endif
#ifndef STANDING
#define STANDING 2 /* seat i is in the standing allotment of terminal i, for i < STANDING */
#endif
#ifndef CUSTOMERS
#define CUSTOMERS 1
#endif
#ifndef WANTS
#define WANTS 0 /* the seat every customer wants */
#endif
#ifndef ENTRIES
#define ENTRIES 2 /* of a journal: SALE, RETURN, SUSPENSE */
#endif
#ifndef LEASES
#define LEASES (STANDING + 1) /* standing ones and those granted when asked */
#endif
#ifndef ASKS
#define ASKS 0 /* questions for a seat, per terminal */
#endif
#ifndef ASKED
#define ASKED (SEATS - 1) /* the seat that is asked for */
#endif
#ifndef RISKS
#define RISKS 0 /* sales without a right, per terminal */
#endif
#ifndef RISKED
#define RISKED (SEATS - 1) /* the seat that is sold without a right */
#endif
#ifndef RECALLS
#define RECALLS 0 /* questions for a seat back, per customer */
#endif
#ifndef NET
#define NET 0 /* messages lost, doubled or overtaken */
#endif
#ifndef CRASHES
#define CRASHES 0 /* power cuts of a terminal, all together */
#endif
#ifndef MORTAL
#define MORTAL 1 /* terminals below this number may run out of time, die and be declared lost */
#endif
#ifndef WATCHED
#define WATCHED 0 /* the terminal that the liveness claim speaks of */
#endif
#ifdef REPLACED
#define NAME(l) ((l) == 2 -> 0 : (l)) /* life 2 is the machine that replaces terminal 0 */
#else
#define NAME(l) (l)
#endif
