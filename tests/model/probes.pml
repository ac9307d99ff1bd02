/* A probe claims that something never comes to a good end, and must be refuted: so the search does
   get to where the promises are at stake. */
#define isNever(what) inline checkProbe() { assert(!(what)) }

#if defined(P_RESEATED)
isNever(verdict[ENTRY(0, 0)] == RESEATED || verdict[ENTRY(1, 0)] == RESEATED)
#elif defined(P_REFUND_DUE)
isNever(verdict[ENTRY(0, 0)] == REFUND_DUE || verdict[ENTRY(1, 0)] == REFUND_DUE)
#elif defined(P_SUSPENSE)
isNever(verdict[ENTRY(0, 0)] == TASK)
#elif defined(P_RECALLED_AND_BOUGHT)
isNever(verdict[ENTRY(0, 0)] == NOTED && customer[0] == BOUGHT)
#elif defined(P_LOST_SALE_DISPLACED)
isNever(lost[0] && leaseOf(journal[ENTRY(0, 0)]) > 0 && isDisplaced(verdict[ENTRY(0, 0)]))
#elif defined(P_LOST_SALE_ACCEPTED)
isNever(lost[0] && leaseOf(journal[ENTRY(0, 0)]) > 0 && verdict[ENTRY(0, 0)] == VALID)
#elif defined(P_PAPER_OF_THE_DEAD)
isNever(dead[0] && lost[0] && verdict[ENTRY(0, 0)] == VALID && next[0] == 0)
#elif defined(P_BOUGHT_FROM_THE_LOST)
isNever(lost[0] && customer[0] == BOUGHT)
#elif defined(P_REFILLED)
isNever(length[0] > 0 && isForgotten(leaseOf(journal[ENTRY(0, 0)])) && verdict[ENTRY(0, 0)] == VALID)
#elif defined(P_SOLD_AFTER_RECOVERY)
isNever(restored && customer[0] == BOUGHT && b_customer[0] != BOUGHT && length[0] > 0)
#elif defined(P_RENEWED_AFTER_EXPIRY)
isNever(clock[0] == 4 && renewal[0] && length[0] > 0)
#elif defined(P_REPLACEMENT_SELLS)
isNever(length[2] > 0 && length[0] > 0 && kindOf(journal[ENTRY(2, 0)]) == SALE)
#elif defined(P_THREE_SALES)
isNever(length[0] > 0 && length[1] > 0 && length[2] > 0 && nets == 0)
#elif defined(P_OUSTED)
isNever(kindOf(journal[ENTRY(0, 0)]) == SALE && leaseOf(journal[ENTRY(0, 0)]) == 0 &&
        isForgotten(leaseOf(journal[ENTRY(1, 0)])) && claim[RISKED] == TICKET(1, 0) && effects[ENTRY(0, 0)] == 1)
#elif defined(P_OLDER_CLAIM_GIVEN_UP)
isNever(verdict[ENTRY(0, 0)] == NOTED && isForgotten(leaseOf(journal[ENTRY(1, 0)])) && claim[0] == TICKET(1, 0))
#else
inline checkProbe() { skip }
#endif
