#pragma once

#include "server/ports/account_store.h"
#include "server/ports/catalogue_store.h"
#include "server/ports/customer_store.h"
#include "server/ports/duty_store.h"
#include "server/ports/event_store.h"
#include "server/ports/feed_store.h"
#include "server/ports/gauge_store.h"
#include "server/ports/hold_store.h"
#include "server/ports/integrity_store.h"
#include "server/ports/journal_store.h"
#include "server/ports/life_store.h"
#include "server/ports/money_store.h"
#include "server/ports/notice_store.h"
#include "server/ports/outbox_store.h"
#include "server/ports/payment_store.h"
#include "server/ports/seat_store.h"
#include "server/ports/watch_store.h"

namespace foyer::server::ports {

/// One open transaction. Lives as long as the call that hands it out; const methods only read.
/// Operating failures leave it as exceptions of the implementation, which the Writer or Reader
/// catches and turns into a Failure: services never see them.
class Store : public CatalogueStore,
              public SeatStore,
              public JournalStore,
              public DutyStore,
              public HoldStore,
              public WatchStore,
              public LifeStore,
              public AccountStore,
              public CustomerStore,
              public OutboxStore,
              public EventStore,
              public NoticeStore,
              public MoneyStore,
              public PaymentStore,
              public FeedStore,
              public GaugeStore,
              public IntegrityStore {
public:
    using AccountStore::add;
    using AccountStore::put;
    using CatalogueStore::put;
    using CustomerStore::add;
    using DutyStore::add;
    using DutyStore::put;
    using EventStore::add;
    using EventStore::drop;
    using EventStore::put;
    using HoldStore::drop;
    using HoldStore::put;
    using JournalStore::add;
    using JournalStore::put;
    using MoneyStore::add;
    using OutboxStore::put;
    using PaymentStore::add;
    using PaymentStore::change;
    using SeatStore::add;
    using SeatStore::change;
    using SeatStore::put;
    using WatchStore::put;
};

} // namespace foyer::server::ports
