#!/usr/bin/env python3
"""End to end: the terminal without a screen (tests/rig) does what it is told and says what it saw."""
import os
import time
import unittest

from house import House, until
from reckoning import Reckoning
from rig import RigTerminal


class Commands(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(lambda: self.house.close(keep="FOYER_KEEP" in os.environ))
        self.house.start_server()
        self.terminal = RigTerminal(self.house, "Counter 1")
        self.terminal.start()
        self.assertEqual(self.terminal.ask("settle"), "settled")

    def open_showtime(self):
        """One that can be sold from without the server, and does not begin meanwhile."""
        def found():
            for each in self.terminal.ask("showtimes").split()[1:]:
                showtime, seats, start = each.split(":")
                if int(seats.split("+")[1]) >= 2 and int(start) > (time.time() + 3600) * 1000:
                    return showtime
        showtime = until(found, "the standing allotment is granted")
        self.assertEqual(self.terminal.ask(f"open {showtime}"), "open")

    def sell(self, seats):
        sold, booking, amount, *numbers = self.terminal.ask(f"sell {seats}").split()
        self.assertEqual((sold, len(numbers)), ("sold", seats))
        self.assertGreater(int(amount), 0)
        return booking

    def seen(self, what):
        return [words for words in self.terminal.seen() if words[0] == what]

    def test_sales_voids_copies_and_departures_are_seen_and_reckoned(self):
        self.open_showtime()
        kept, brought_back = self.sell(2), self.sell(3)
        self.assertEqual(self.terminal.ask("leave 2"), "left")
        self.assertEqual(self.terminal.ask(f"void {brought_back}"), "voided")
        self.assertEqual(self.terminal.ask(f"void {brought_back}"), "refused")
        self.assertEqual(self.terminal.ask(f"copy {kept}"), "copied")
        self.assertEqual(self.terminal.ask("dance"), "not understood: dance")
        self.assertEqual(self.terminal.ask("settle"), "settled")
        self.assertIn("status online waiting=0 questions=0 sales=2", self.terminal.ask("status"))
        self.terminal.end()
        self.assertEqual([len(self.seen(what)) for what in ("money", "sold", "back", "void", "paper")], [2, 2, 1, 1, 7])
        self.assertEqual(Reckoning(self.house, [self.terminal]).run(),
                         {"sales": 2, "lost": 0, "void": 1, "papers": 7})

    def test_a_jam_owes_paper_until_it_is_gone(self):
        self.open_showtime()
        self.assertEqual(self.terminal.ask("jam 2"), "jam")
        self.sell(1)
        self.assertEqual([words[6] for words in self.seen("paper")], ["copy"])

    def test_the_reckoning_finds_a_sale_that_nobody_uploaded(self):
        self.open_showtime()
        self.terminal.ask("settle")
        self.house.stop_server()
        self.sell(1)
        self.terminal.end()
        with self.assertRaisesRegex(AssertionError, "lost=1"):
            Reckoning(self.house, [self.terminal]).run()


if __name__ == "__main__":
    unittest.main()
