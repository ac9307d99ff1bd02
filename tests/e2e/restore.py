#!/usr/bin/env python3
"""End to end: a backup made of a serving house is restored, and the terminal's journal refills what it lacks."""
import contextlib
import json
import os
import sqlite3
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from house import BIN, House, PATIENCE, until
from reckoning import Reckoning
from rig import RigTerminal


class Restore(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(lambda: self.house.close(keep="FOYER_KEEP" in os.environ))
        self.house.start_server()
        self.terminal = RigTerminal(self.house, "Counter 1")
        self.terminal.start()
        self.assertEqual(self.terminal.ask("settle"), "settled")
        self.open_showtime()
        self.copy = self.house.folder / "copy.db"

    def open_showtime(self):
        """One that can be sold from without the server, and does not begin meanwhile."""
        def found():
            for each in self.terminal.ask("showtimes").split()[1:]:
                showtime, seats, start = each.split(":")
                if int(seats.split("+")[1]) >= 2 and int(start) > (time.time() + 3600) * 1000:
                    return showtime
        self.showtime = until(found, "the standing allotment is granted")
        self.assertEqual(self.terminal.ask(f"open {self.showtime}"), "open")

    def leased(self):
        return next(int(seats.split("+")[1]) for showtime, seats, _ in
                    (each.split(":") for each in self.terminal.ask("showtimes").split()[1:])
                    if showtime == self.showtime)

    def sell(self, seats):
        sold, booking, _, *numbers = self.terminal.ask(f"sell {seats}").split()
        self.assertEqual((sold, len(numbers)), ("sold", seats))
        return booking.replace("-", "")

    def settle(self):
        self.assertEqual(self.terminal.ask("settle"), "settled")

    def restore(self, file, *words):
        where = () if "--data" in words else ("--data", self.house.data)
        return subprocess.run([BIN / "foyerd", "restore", file, *where, *words], capture_output=True, text=True)

    def refused(self, code, file, says):
        done = self.restore(file)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(says, done.stderr)

    def names(self):
        """What lies in the server's folder, without the database's log, which comes and goes."""
        return {str(each) for each in self.house.data.rglob("*") if not each.name.endswith(("-wal", "-shm"))}

    def content(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.house.data / 'foyer.db'}?mode=ro", uri=True)) as db:
            return list(db.iterdump())

    def kept(self):
        """The database that was there before a restore."""
        (kept,) = self.house.data.glob("foyer.db.before-restore-*[0-9]")
        return kept

    def bookings(self, file="foyer.db"):
        return {booking for (booking,) in self.house.rows("select lower(hex(id)) from booking", file)}

    def incarnation(self):
        return self.house.rows("select bytes from meta where name = 'db_incarnation'")[0][0]

    def told(self):
        """Of the recovery that goes on: whether each terminal has told its journal."""
        return self.house.rows("select refilled_at is not null from recovery join recovery_terminal on recovery = id"
                               " where ended_at is null")

    def hold(self, seat):
        """An online customer's attempt: the status, and why not."""
        request = urllib.request.Request(f"{self.house.url}/v1/showtimes/{self.showtime}/holds", method="POST",
                                         data=json.dumps({"seats": [seat]}).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10 * PATIENCE) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as problem:
            return problem.code, json.loads(problem.read())["type"].rsplit(":", 1)[-1]

    def pool_seat(self):
        """One that is nobody's, for whoever is not a terminal."""
        return json.loads(self.house.get(f"/v1/showtimes/{self.showtime}/seats"))["states"].index("f")

    def test_a_restored_house_is_refilled_by_its_terminal(self):
        before = {self.sell(2)}
        self.settle()
        self.assertIn("whole and proven copy", self.house.foyerd("backup", str(self.copy)))
        after = {self.sell(1), self.sell(2)}
        self.settle()
        served, names = self.incarnation(), self.names()
        self.refused(1, self.copy, says="is in use; stop the server first. Nothing was changed.")
        self.assertEqual((self.names(), self.incarnation()), (names, served))
        self.assertEqual(self.bookings(), before | after)
        after |= {self.sell(1)}
        self.settle()  # the server goes on as if nothing had been asked
        until(lambda: self.leased() >= 1, "the standing allotment is topped up")
        self.house.stop_server()
        unsent = {self.sell(1)}
        self.terminal.end()

        left = self.house.data / "restoring-1700000000000"  # by one that was killed
        left.mkdir()
        (left / "foyer.db").write_bytes(b"half a copy")
        done = self.restore(self.copy)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse(left.exists())
        self.assertIn(f"the one before is kept as {self.kept()}.", done.stdout)
        self.assertEqual(self.bookings(self.kept()), before | after)
        self.assertEqual(self.bookings(), before)
        self.assertNotEqual(self.incarnation(), served)

        self.house.start_server()
        seat = self.pool_seat()
        self.assertEqual(self.told(), [(0,)])
        self.assertEqual(self.hold(seat), (503, "recovering"))
        self.assertEqual(self.bookings(), before)

        self.terminal.start()
        self.settle()
        until(lambda: not self.told(), "the recovery ends with the terminal's journal")
        self.assertEqual(self.bookings(), before | after | unsent)
        self.assertEqual(self.hold(seat), (201, ""))
        self.terminal.end()
        self.house.stop_server()
        self.assertEqual(Reckoning(self.house, [self.terminal]).run(), {"sales": 5, "lost": 0, "void": 0, "papers": 7})

    def test_a_house_that_is_restored_at_another_place_is_a_trial_until_somebody_says_that_it_moves(self):
        self.house.foyerd("backup", str(self.copy))
        self.terminal.end()
        self.house.stop_server()
        done = self.restore(self.copy)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("trial", done.stdout)  # where the house was
        self.assertEqual(self.serve(self.house.data), "ready")

        other = self.house.folder / "other"
        for _ in range(2):  # a trial is no house that was served there either
            done = self.restore(self.copy, "--data", other)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("trial", done.stdout)
            self.assertIn("--takes-over", self.serve(other))
        done = self.restore(self.copy, "--data", other, "--takes-over")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("trial", done.stdout)
        self.assertEqual(self.serve(other), "ready")

        stranger = self.house.folder / "stranger"  # another house
        self.house.foyerd("migrate", data=stranger)
        done = self.restore(self.copy, "--data", stranger)
        self.assertIn("trial", done.stdout)
        self.assertIn("--takes-over", self.serve(stranger))

    def serve(self, data):
        """With the key of a payment provider: "ready", or why not."""
        keys = {"FOYER_PAYMENT_KEY": "sk_test", "FOYER_PAYMENT_WEBHOOK_KEY": "whsec_test",
                "FOYER_PAYMENT_URL": "http://127.0.0.1:9"}  # nobody listens there
        server = subprocess.Popen(
            [BIN / "foyerd", "serve", "--data", data, "--host", "127.0.0.1", "--port", str(self.house.port)],
            env=os.environ | keys, stderr=subprocess.PIPE, text=True)
        try:
            until(lambda: server.poll() is not None or self.house.is_ready(), "foyerd serves or says why not")
        finally:
            server.terminate()
            said = server.communicate(timeout=30 * PATIENCE)[1]
        return "ready" if server.returncode == 0 else said

    def test_a_file_that_is_no_backup_leaves_everything_as_it_was(self):
        self.sell(2)
        self.settle()
        self.house.foyerd("backup", str(self.copy))
        self.terminal.end()
        self.house.stop_server()
        names, content = self.names(), self.content()

        self.refused(3, self.house.folder / "nowhere.db", says="there is no file")
        text = self.house.folder / "text.db"
        text.write_text("no database " * 1000)
        self.refused(3, text, says="Nothing was changed.")
        foreign = self.house.folder / "foreign.db"
        with sqlite3.connect(foreign) as db:
            db.execute("create table somebody_elses (x)")
        self.refused(3, foreign, says="nothing was changed")
        # Its first pages are those of a database of ours.
        damaged = self.house.folder / "damaged.db"
        whole = self.copy.read_bytes()
        damaged.write_bytes(whole[:len(whole) // 2] + b"\xa5" * (len(whole) - len(whole) // 2))
        self.refused(3, damaged, says="Nothing was changed.")
        newer = self.house.folder / "newer.db"
        newer.write_bytes(whole)
        with sqlite3.connect(newer) as db:
            db.execute("insert into schema_migration select 9999, 'from_the_future', hash, applied_at from schema_migration limit 1")
        self.refused(3, newer, says="newer")
        self.assertEqual(self.names(), names)
        self.assertTrue(self.content() == content, "the database is another than before")

        self.house.start_server()

    def test_a_database_that_nobody_can_open_is_replaced(self):
        before = {self.sell(2)}
        self.settle()
        self.house.foyerd("backup", str(self.copy))
        after = {self.sell(1)}
        self.settle()
        self.house.stop_server()
        (self.house.data / "foyer.db").write_bytes(b"\xa5" * 100_000)
        done = self.restore(self.copy)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.kept().read_bytes(), b"\xa5" * 100_000)
        self.assertEqual(self.bookings(), before)

        self.house.start_server()
        # The terminal was there all the time, and tells by itself.
        self.terminal.ask("retry")
        until(lambda: not self.told(), "the recovery ends with the terminal's journal")
        self.settle()
        self.terminal.end()
        self.assertEqual(self.bookings(), before | after)
        self.house.stop_server()
        Reckoning(self.house, [self.terminal]).run()


if __name__ == "__main__":
    unittest.main()
