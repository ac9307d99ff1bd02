"""Compares what people outside have seen with what the databases hold, when everything has settled.

It knows the words of the witness (tests/rig/witness.h) and the tables, and shares nothing with the
programs that filled them.
"""
import collections
import json
import sqlite3
import subprocess

from house import SOURCE

FINAL = {"accepted", "reseated", "refund_due"}


def plain(uuid):
    return uuid.replace("-", "")


class Seen:
    """The witnesses of all terminals, read."""

    def __init__(self, terminals):
        self.money, self.back, self.sold, self.void = {}, {}, {}, set()
        self.papers = collections.defaultdict(list)  # booking → (ticket, showtime, seat, price, text)
        self.terminal_of = {}
        for terminal in terminals:
            for what, *words in terminal.seen():
                booking = plain(words[1] if what == "paper" else words[0])
                self.terminal_of[booking] = terminal
                if what == "paper":
                    ticket, _, showtime, seat, price, _, text = words
                    self.papers[booking].append((plain(ticket), plain(showtime), int(seat), int(price), text))
                elif what == "void":
                    self.void.add(booking)
                else:
                    amounts = {"money": self.money, "back": self.back, "sold": self.sold}[what]
                    assert booking not in amounts, f"{what} twice for {booking}"
                    amounts[booking] = int(words[1])

    def acknowledged(self):
        return set(self.money) | set(self.sold) | set(self.papers)


class Reckoning:
    def __init__(self, house, terminals):
        self.house = house
        self.terminals = terminals
        self.seen = Seen(terminals)
        self.problems = []
        self.lost = 0
        self.outcomes = collections.Counter()

    def complain(self, text):
        self.problems.append(text)

    def run(self):
        """Returns the counts; raises with all that is wrong."""
        self.check_sales()
        self.check_paper()
        self.check_money()
        for terminal in self.terminals:
            self.check_journal(terminal)
        self.check_audit()
        assert not self.problems, f"lost={self.lost}; " + "\n".join(self.problems[:20])
        return {"sales": len(self.seen.acknowledged()), "lost": self.lost, "void": len(self.seen.void),
                "papers": sum(len(each) for each in self.seen.papers.values())}

    def check_sales(self):
        sales = collections.defaultdict(list)
        for booking, outcome in self.house.rows(
                "select lower(hex(e.booking)), v.outcome from journal_entry e left join verdict v"
                " on v.terminal = e.terminal and v.incarnation = e.incarnation and v.seq = e.seq"
                " where e.type = 'sale'"):
            sales[booking].append(outcome)
        bookings = {booking: (state, total) for booking, state, total in self.house.rows(
            "select lower(hex(id)), state, total from booking")}
        for booking in self.seen.acknowledged():
            if len(sales[booking]) != 1 or sales[booking][0] not in FINAL:
                self.lost += 1
                self.complain(f"sale {booking}: the server's journal says {sales[booking]}")
                continue
            self.outcomes[sales[booking][0]] += 1
            if booking not in bookings:
                self.complain(f"sale {booking} was {sales[booking][0]}, and there is no booking")
                continue
            self.check_booking(booking, *bookings[booking])
        unseen = set(bookings) - self.seen.acknowledged()
        if unseen:
            self.complain(f"nobody paid for {sorted(unseen)}")

    def check_booking(self, booking, state, total):
        if (state == "void") != (booking in self.seen.void):
            self.complain(f"booking {booking} is {state}; seen void: {booking in self.seen.void}")
        if (booking in self.seen.void) != (booking in self.seen.back):
            self.complain(f"booking {booking}: a void without its money back, or the other way round")
        for amounts in (self.seen.money, self.seen.sold, self.seen.back):
            if amounts.get(booking, total) != total:
                self.complain(f"booking {booking} is of {total}, seen were {amounts[booking]}")
        if booking not in self.seen.money:
            self.complain(f"sale {booking} took no money")

    def check_paper(self):
        tickets = {row[0]: row[1:] for row in self.house.rows(
            "select lower(hex(id)), lower(hex(booking)), lower(hex(showtime)), seat, price, state from ticket")}
        moved = {(ticket, seat) for ticket, seat in self.house.rows("select lower(hex(ticket)), from_seat from verdict_move")}
        owners = collections.defaultdict(set)
        for booking, papers in self.seen.papers.items():
            for ticket, showtime, seat, price, _ in papers:
                row = tickets.get(ticket)
                if not row or row[:2] != (booking, showtime) or row[3] != price or \
                        (row[2] != seat and (ticket, seat) not in moved):
                    self.complain(f"paper of ticket {ticket}, seat {seat} of {showtime}: the server knows {row}")
                elif row[4] == "valid":
                    owners[showtime, row[2]].add(ticket)
        for (showtime, seat), those in owners.items():
            if len(those) > 1:
                self.complain(f"seat {seat} of {showtime} was sold twice: {those}")
        for ticket, (booking, showtime, seat, _, state) in tickets.items():
            if state == "valid" and ticket not in {paper[0] for paper in self.seen.papers[booking]}:
                self.complain(f"ticket {ticket} of {booking} has no paper")
        self.verify_some()

    def verify_some(self):
        """A few papers, by a reader that shares no code: the last ones, whose journal is longest."""
        for booking, papers in list(self.seen.papers.items())[-2:]:
            terminal = json.loads((self.seen.terminal_of[booking].data / "identity.json").read_text())["terminal"]
            key = self.house.rows(f"select hex(public_key) from terminal where id = x'{plain(terminal)}'")[0][0].lower()
            done = subprocess.run(["node", SOURCE / "tests/e2e/verify_ticket.mjs", key, papers[-1][4]],
                                  capture_output=True, text=True)
            if done.returncode != 0 or json.loads(done.stdout)["ticket"] != papers[-1][0]:
                self.complain(f"paper of {papers[-1][0]} does not prove itself: {done.stdout}{done.stderr}")

    def check_money(self):
        ledger = self.house.rows("select coalesce(sum(amount), 0) from ledger_posting where account = 'cash_drawer'")[0][0]
        drawers = sum(self.seen.money.values()) - sum(self.seen.back.values())
        if ledger != drawers:
            self.complain(f"the drawers hold {drawers}, the ledger says {ledger}")

    def check_journal(self, terminal):
        with sqlite3.connect(terminal.data / "terminal.db") as db:
            mine = db.execute(
                "select e.seq, lower(hex(e.hash)), e.payload, v.body from journal_entry e left join verdict v"
                " on v.incarnation = e.incarnation and v.seq = e.seq order by e.incarnation, e.seq").fetchall()
            opened = db.execute("select count(*) from own_sale where phase = 0 or (phase = 1 and printed = 0)").fetchone()[0]
        identity = json.loads((terminal.data / "identity.json").read_text())
        theirs = self.house.rows(
            "select e.seq, lower(hex(e.hash)), e.payload, v.outcome from journal_entry e left join verdict v"
            " on v.terminal = e.terminal and v.incarnation = e.incarnation and v.seq = e.seq"
            f" where e.terminal = x'{plain(identity['terminal'])}' order by e.incarnation, e.seq")
        if [row[:3] for row in mine] != [row[:3] for row in theirs]:
            self.complain(f"{terminal.name}: {len(mine)} entries, the server has {len(theirs)}, or others")
        for (seq, _, _, body), (_, _, _, outcome) in zip(mine, theirs):
            told = json.loads(body)["outcome"] if body else None
            if told != outcome or outcome is None:
                self.complain(f"{terminal.name} entry {seq}: told {told}, the server says {outcome}")
        if opened:
            self.complain(f"{terminal.name}: {opened} sales are open")

    def check_audit(self):
        try:
            self.house.foyerd("audit")
        except AssertionError as found:
            self.complain(str(found))
