"""What is searched: configurations of the model, the rules taken out, the places to be reached.

limits.pml says what the words of a configuration mean; what it does not name does not happen.
"""

CONFIGURATIONS = {
    # Two terminals, each fault with each other where that fits, a small house each.
    "sale": ["NET=2", "CRASHES=2", "RISKS=1", "STANDING=1", "RISKED=1", "WANTS=1", "ENTRIES=1"],
    "recall": ["NET=1", "CRASHES=1", "RECALLS=1", "CUSTOMERS=2"],
    "recall_small": ["NET=1", "CRASHES=1", "RECALLS=1", "CUSTOMERS=2", "SEATS=2", "STANDING=1"],
    "asked": ["NET=2", "ASKS=2", "LEASES=4", "SEATS=2", "STANDING=1", "ASKED=0", "RECALLS=1"],
    "lost_small": ["EXPIRY", "RENEWAL", "SEATS=2", "STANDING=1", "ENTRIES=1"],
    "lost": ["NET=1", "EXPIRY", "RENEWAL", "DEATH", "RECALLS=1", "SEATS=2"],
    "lost_at_risk": ["NET=1", "EXPIRY", "DEATH", "RECALLS=1", "RISKS=1", "RISKED=1", "SEATS=2", "STANDING=1",
                     "ENTRIES=1"],
    "restored": ["RESTORE", "ASKS=1", "SEATS=2", "STANDING=1", "WANTS=1", "ENTRIES=1"],
    "restored_net": ["NET=1", "RESTORE", "ASKS=1", "SEATS=2", "STANDING=1", "WANTS=0", "ENTRIES=1"],
    "restored_lost": ["RESTORE", "EXPIRY", "RENEWAL", "SEATS=2", "STANDING=1", "WANTS=1"],
    # A lease that the backup has not, against who was heard first: sold at risk, or with an older one.
    "restored_at_risk": ["RESTORE", "ASKS=1", "RISKS=1", "SEATS=2", "STANDING=0", "WANTS=1", "ENTRIES=1"],
    "restored_returned": ["RESTORE", "ASKS=1", "ASKED=0", "RECALLS=1", "SEATS=2", "STANDING=1", "WANTS=0",
                          "ENTRIES=1"],
    # Three, with fewer faults at once.
    "three": ["LIVES=3", "NET=1", "STANDING=3", "RECALLS=1"],
    "three_restored": ["LIVES=3", "RESTORE", "SEATS=2", "ENTRIES=1"],
    "replaced": ["LIVES=3", "REPLACED", "EXPIRY", "ASKS=1", "ASKED=0", "SEATS=2"],
    # One terminal that is two disks.
    "cloned": [],
}

# Configurations of another model than protocol.pml.
MODELS = {"cloned": "cloned.pml"}

# The line loses messages without end until it heals; the schedule is weakly fair.
LIVENESS = {
    "settles": ["LOSSY", "CRASHES=1", "RECALLS=1", "SEATS=2"],
    "settles_dead": ["LOSSY", "EXPIRY", "DEATH", "SEATS=2", "ENTRIES=1"],
    "settles_restored": ["LOSSY", "RESTORE", "SEATS=2", "ENTRIES=1", "WATCHED=1"],
    "settles_at_risk": ["LOSSY", "RISKS=1", "RISKED=1", "STANDING=1", "SEATS=2", "ENTRIES=1", "WANTS=1", "WATCHED=1"],
}

# Searched by packaging/prove model only: most of the states, most of the time.
WIDE = ["recall", "lost", "lost_at_risk", "restored_at_risk", "three", "cloned", "settles_dead", "settles_at_risk"]

# By bitstate hashing: everything at once. No part of the claim.
LONG = ["NET=1", "CRASHES=1", "RECALLS=1", "ASKS=1", "RISKS=1", "EXPIRY", "RENEWAL", "DEATH", "RESTORE"]

# The rule taken out: where it is missed, and by which check (a regular expression over the assertion).
OWN_RIGHT = r"claim\[\w+\]==.*recovery&& !\(refilled"
STILL_OWN = r"saleLease.*recovery&& !\(refilled"
DISPLACED = r"lease==0.*lost.*keys"
OUTCOME = r"verdict|effects"
WAITING = r"paid.*verdict.*unseen"
MUTANTS = {
    "M_NO_IDEMPOTENCY_KEY": ("sale", DISPLACED + "|" + OUTCOME),
    "M_VERDICT_STORED_LATER": ("sale", DISPLACED + "|" + OUTCOME),
    "M_PAID_BEFORE_INTENT": ("sale", "paid"),
    "M_PRINTED_BEFORE_SALE": ("sale", "printed"),
    "M_NO_UNIQUE_INDEX": ("sale", "tickets"),
    "M_REFUSAL_IS_AN_ERROR": ("sale", OUTCOME),
    "M_NO_REVOCATION": ("sale", "revoked"),
    "M_RECALL_ANSWERED_EARLY": ("recall_small", "acked|" + DISPLACED),
    "M_RETURN_TO_EVERY_HOLD": ("recall_small", "customer"),
    "M_HOLD_CHECKED_OUTSIDE": ("recall_small", "late|tickets"),
    "M_HOLDS_NOT_SWEPT": ("recall_small", "customer"),
    "M_STALE_GRANT_TAKEN": ("asked", OWN_RIGHT + "|" + DISPLACED),
    "M_EXPIRY_RECLAIMS": ("lost_small", STILL_OWN + "|" + DISPLACED),
    "M_ONE_KEY": ("lost_small", STILL_OWN + "|" + DISPLACED),
    "M_LOST_BEFORE_EXPIRY": ("lost_small", OWN_RIGHT),
    "M_LEASE_COUNTED_FROM_RECEIPT": ("lost_small", OWN_RIGHT),
    "M_NO_EPOCH_CHECK": ("replaced", DISPLACED),
    "M_POOL_OPEN_IN_RECOVERY": ("restored", "verdict|wasLostByTwo|" + OWN_RIGHT),
    "M_POOL_OPEN_AFTER_RESTORE": ("restored", OWN_RIGHT),
    "M_ACKNOWLEDGED_DELETED": ("restored", OUTCOME),
    "M_UNCONFIRMED_RIGHTS_KEPT": ("restored", OWN_RIGHT),
    "M_ABANDONED_RIGHT_COMES_BACK": ("restored", OWN_RIGHT),
    "M_REFILLED_UNHEARD": ("restored", OWN_RIGHT),
    "M_REFILLED_AMID_A_SALE": ("restored", STILL_OWN),
    "M_GRANT_OF_THE_OLD_DATABASE": ("restored_net", OWN_RIGHT),
    "M_OLD_END_AFTER_RESTORE": ("restored_lost", OWN_RIGHT),
    "M_OLDER_RIGHT_KEEPS": ("restored_at_risk", DISPLACED),
    "M_NOT_SENT_AGAIN": ("settles", "acceptance cycle"),
    "M_NO_QUARANTINE": ("cloned", r"verdict\[id\]"),
    "M_QUARANTINE_RECLAIMS": ("cloned", r"claim\[|" + WAITING),
    "M_COPIED_LIFE_GIVEN_BACK": ("cloned", r"claim\[|" + WAITING),
    "M_CARRIED_JUDGED_TWICE": ("cloned", r"effects\[id\]==1"),
    "M_CARRIED_NOT_REMEMBERED": ("cloned", r"effects\[id\]==1"),
    "M_CARRIED_KNOWN_BY_NUMBER": ("cloned", r"verdict\[id\]"),
    "M_NOT_CARRIED_OVER": ("cloned", "kept"),
}

PROBES = {
    "P_RESEATED": "sale",
    "P_SUSPENSE": "sale",
    "P_REFUND_DUE": "lost_at_risk",
    "P_RECALLED_AND_BOUGHT": "recall_small",
    "P_LOST_SALE_ACCEPTED": "lost_small",
    "P_LOST_SALE_DISPLACED": "lost_small",
    "P_PAPER_OF_THE_DEAD": "lost",
    "P_BOUGHT_FROM_THE_LOST": "lost_small",
    "P_RENEWED_AFTER_EXPIRY": "lost_small",
    "P_REFILLED": "restored",
    "P_SOLD_AFTER_RECOVERY": "restored",
    "P_OUSTED": "restored_at_risk",
    "P_OLDER_CLAIM_GIVEN_UP": "restored_returned",
    "P_REPLACEMENT_SELLS": "replaced",
    "P_THREE_SALES": "three",
    "P_DISPLACED_BY_ITS_COPY": "cloned",
    "P_BOTH_DISKS_ENROLLED": "cloned",
    "P_COPY_SELLS_AFTER_THE_END": "cloned",
    "P_UNSEEN_COPY_DISPLACED": "cloned",
}
