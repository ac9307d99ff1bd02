/* Foyer's protocol: who may sell a seat, and what becomes of every sale. README.md explains it. */
#include "limits.pml"
#include "state.pml"
#include "checks.pml"
#include "probes.pml"
#include "verdicts.pml"
#include "server.pml"
#include "terminal.pml"
#include "world.pml"

init {
    atomic {
        startHouse();
        for (i : 0 .. LIVES - 1) {
            run Terminal(i);
            run Line(i);
#if NET > 0 || defined(LOSSY)
            run Network(i)
#endif
        }
        for (i : 0 .. CUSTOMERS - 1) { run Customer(i) }
        run Closing();
#if CRASHES > 0
        run Crash();
#endif
#ifdef EXPIRY
        for (i : 0 .. MORTAL - 1) {
            run Clock(i);
            run Office(i)
        }
#endif
#ifdef DEATH
        run Death();
        run Door();
#endif
#ifdef RESTORE
        run Backup();
#endif
#ifdef LIVENESS
        run Time();
#else
        run Quiet();
#endif
        i = 0
    }
}

#ifdef LIVENESS
/* The first sale of a terminal is on paper; it has its outcome, for good, and the terminal, if it
   lives, knows. */
#define onPaper (printed[ENTRY(WATCHED, 0)])
#define settled (isFinal(verdict[ENTRY(WATCHED, 0)]) && (dead[WATCHED] || acked[WATCHED] > 0))
ltl printedIsSettled { [] (onPaper -> <> [] settled) }
#endif
