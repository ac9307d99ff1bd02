#!/usr/bin/env python3
"""foyerd as people at a prompt meet it: its commands, its configuration, its refusals."""
import csv
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import unittest
import urllib.request

from house import BIN, SOURCE, free_port, until

MOVIES = SOURCE / "resources/demo/movies.json"
PLANS = SOURCE / "resources/demo/plans"


class Prompt(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="foyer-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"

    def run_foyerd(self, *words, env=None, data=True):
        words = [*words, "--data", str(self.data)] if data else list(words)
        return subprocess.run([BIN / "foyerd", *words], capture_output=True, text=True, env={**os.environ, **(env or {})})

    def ok(self, *words, **more):
        done = self.run_foyerd(*words, **more)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def refused(self, code, *words, says, **more):
        done = self.run_foyerd(*words, **more)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        self.assertIn(says, done.stderr)

    def rows(self, sql):
        with sqlite3.connect(f"file:{self.data / 'foyer.db'}?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()


class Commands(Prompt):
    def test_help_and_version_need_nothing(self):
        self.assertIn("foyerd COMMAND", self.ok("--help", data=False))
        self.assertRegex(self.ok("--version", data=False), r"^foyerd \d+\.\d+\.\d+")

    def test_an_unknown_command_is_told_where_the_list_is(self):
        self.refused(2, "frobnicate", says="--help")

    def test_a_database_that_is_not_there_is_refused_with_the_way_out(self):
        self.refused(3, "serve", says="migrate")

    def test_a_newer_database_is_refused(self):
        self.ok("migrate")
        with sqlite3.connect(self.data / "foyer.db") as db:
            db.execute("insert into schema_migration select 9999, 'from_the_future', hash, applied_at from schema_migration limit 1")
        self.refused(3, "serve", says="newer")
        self.refused(3, "migrate", says="newer")

    def test_a_foreign_file_is_not_touched(self):
        self.data.mkdir()
        with sqlite3.connect(self.data / "foyer.db") as db:
            db.execute("create table somebody_elses (x)")
        self.refused(3, "migrate", says="nothing was changed")
        self.assertEqual(self.rows("select count(*) from somebody_elses")[0][0], 0)

    def test_migrating_twice_changes_nothing(self):
        self.ok("migrate")
        before = self.rows("select * from schema_migration")
        self.ok("migrate")
        self.assertEqual(self.rows("select * from schema_migration"), before)


class Imports(Prompt):
    def setUp(self):
        super().setUp()
        self.ok("migrate")

    def test_every_row_of_the_real_list_is_accounted_for(self):
        report = self.folder / "report.csv"
        self.ok("import", "movies", str(MOVIES), "--report", str(report))
        rows = list(csv.DictReader(report.read_text("utf-8").splitlines()))
        self.assertEqual(len(rows), len(json.loads(MOVIES.read_text())))
        self.assertEqual([int(row["row"]) for row in rows], list(range(1, len(rows) + 1)))
        outcomes = {row["outcome"] for row in rows}
        self.assertEqual(outcomes, {"new", "rejected"})
        self.assertEqual(self.rows("select count(*) from movie")[0][0], sum(row["outcome"] == "new" for row in rows))
        self.assertEqual(self.rows("select count(*) from movie where title in ('1776', '300', '21')")[0][0], 3)

    def test_a_second_import_changes_nothing(self):
        self.ok("import", "movies", str(MOVIES))
        before = self.rows("select * from movie order by id")
        report = self.folder / "again.csv"
        self.ok("import", "movies", str(MOVIES), "--report", str(report))
        self.assertEqual(self.rows("select * from movie order by id"), before)
        outcomes = {row["outcome"] for row in csv.DictReader(report.read_text("utf-8").splitlines())}
        self.assertEqual(outcomes, {"unchanged", "rejected"})

    def test_a_changed_row_is_reported_field_by_field(self):
        row = json.loads(MOVIES.read_text())[1500]
        path = self.folder / "one.json"
        path.write_text(json.dumps([row]))
        self.ok("import", "movies", str(path))
        row["Director"] = "Somebody Else"
        path.write_text(json.dumps([row]))
        report = self.folder / "changed.csv"
        self.ok("import", "movies", str(path), "--report", str(report))
        told = next(csv.DictReader(report.read_text("utf-8").splitlines()))
        self.assertEqual(told["outcome"], "different")
        self.assertIn("Somebody Else", told["differences"])

    def test_a_broken_list_stores_nothing_and_points_at_the_place(self):
        path = self.folder / "broken.json"
        path.write_text('[{"Title": "A"},\n {"Title": ]')
        self.refused(4, "import", "movies", str(path), says="line 2")
        self.assertEqual(self.rows("select count(*) from movie")[0][0], 0)

    def test_plans_of_the_demo_cinema_are_taken_in_and_a_broken_one_is_not(self):
        for plan in sorted(PLANS.glob("*.json")):
            self.ok("import", "plan", str(plan))
        self.assertEqual(self.rows("select count(*) from seating_plan")[0][0], 8)
        text = (PLANS / "saal-7.json").read_text()
        doubled = text.replace('"label": "2"', '"label": "1"', 1).replace('"label":"2"', '"label":"1"', 1)
        self.assertNotEqual(doubled, text)
        path = self.folder / "doubled.json"
        path.write_text(doubled)
        done = self.run_foyerd("import", "plan", str(path))
        self.assertEqual(done.returncode, 4)
        self.assertRegex(done.stdout + done.stderr, r"doubled\.json:\d+:\d+: error: .*seat ")
        self.assertEqual(self.rows("select count(*) from seating_plan")[0][0], 8)

    def test_the_demo_cinema_again_adds_nothing(self):
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        count = "select (select count(*) from showtime), (select count(*) from movie), (select count(*) from operator)"
        before = self.rows(count)
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        self.assertEqual(self.rows(count), before)
        seats = self.rows("select min(seat_count), max(seat_count), count(*) from auditorium join seating_plan on plan = seating_plan.id")
        self.assertEqual(seats, [(48, 480, 8)])

    def test_showtimes_never_overlap_in_an_auditorium(self):
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        clashes = self.rows("select count(*) from showtime a join showtime b on a.auditorium = b.auditorium and a.id < b.id "
                            "where a.start_at < b.clean_until and b.start_at < a.clean_until")
        self.assertEqual(clashes[0][0], 0)


class Configuration(Prompt):
    def port_said(self, *words, env=None):
        text = self.ok("--check-config", *words, env=env)
        return next(line.rsplit(":", 1)[1] for line in text.splitlines() if line.startswith("listen"))

    def test_file_then_environment_then_flag(self):
        path = self.folder / "foyerd.conf"
        path.write_text("port = 1111\n")
        self.assertEqual(self.port_said("--config", str(path)), "1111")
        self.assertEqual(self.port_said("--config", str(path), env={"FOYER_PORT": "2222"}), "2222")
        self.assertEqual(self.port_said("--config", str(path), "--port", "3333", env={"FOYER_PORT": "2222"}), "3333")

    def test_a_wrong_value_says_which_and_what_would_be_right(self):
        self.refused(2, "--check-config", "--port", "eighty", says="eighty")
        path = self.folder / "foyerd.conf"
        path.write_text("prot = 1111\n")
        self.refused(2, "--check-config", "--config", str(path), says="prot")


class Serving(Prompt):
    def setUp(self):
        super().setUp()
        self.ok("migrate")
        self.port = free_port()

    def serve(self, *words):
        self.log = self.folder / "log"
        with open(self.log, "w") as log:
            process = subprocess.Popen([BIN / "foyerd", "serve", "--data", str(self.data), "--port", str(self.port), *words],
                                       stdout=log, stderr=log)
        self.addCleanup(lambda: (process.kill(), process.wait()))
        until(lambda: self.alive(), "foyerd answers")
        return process

    def alive(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def test_sigterm_drains_and_ends_with_0(self):
        process = self.serve()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 0)

    def test_a_port_in_use_is_said(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            self.refused(1, "serve", "--port", str(taken.getsockname()[1]), says="another program")

    def test_logs_as_json_lines(self):
        process = self.serve("--log-format", "json")
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.strip()]
        self.assertTrue(lines)

    def program(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v1/showtimes", timeout=10) as answer:
            return json.load(answer)

    def test_a_backup_of_a_running_server_can_be_served(self):
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        process = self.serve()
        copy = self.folder / "restored"
        copy.mkdir()
        self.ok("backup", str(copy / "foyer.db"))
        self.refused(1, "backup", str(copy / "foyer.db"), says="exist")
        rows, program = self.rows("select count(*) from showtime"), self.program()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 0)
        shutil.rmtree(self.data)
        self.data = copy
        self.ok("audit")
        self.assertEqual(self.rows("select count(*) from showtime"), rows)
        self.serve()
        self.assertEqual(self.program(), program)

    def test_what_the_payment_provider_knows_is_forgone_by_somebody_with_a_reason(self):
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        self.refused(1, "forgo-payments", "--reason", "none waits", says="Nothing was changed")
        copy = self.folder / "copy.db"
        self.ok("backup", str(copy))
        self.ok("restore", str(copy))
        self.refused(2, "forgo-payments", says="--reason")
        waiting = "select count(*) from recovery where ended_at is null"
        self.assertEqual(self.rows(waiting), [(1,)])
        self.ok("forgo-payments", "--reason", "the account is closed")
        self.assertEqual(self.rows(waiting), [(0,)])
        told = "select text from audit where action = 'recovery.payments_forgone'"
        self.assertEqual(self.rows(told), [("the account is closed",)])
        self.ok("audit")

    def test_the_audit_finds_a_row_that_was_edited(self):
        self.ok("import", "demo", "--source", str(SOURCE / "resources/demo"))
        with sqlite3.connect(self.data / "foyer.db") as db:
            for (name,) in db.execute("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'").fetchall():
                db.execute(f'drop trigger "{name}"')
            db.execute("delete from audit where rowid = (select min(rowid) from audit)")
        done = self.run_foyerd("audit")
        self.assertEqual(done.returncode, 5, done.stdout + done.stderr)
        self.assertIn("The audit trail is broken at record 2", done.stdout)
        self.assertEqual(done.stdout.count("The audit trail is broken"), 1)
        copy = self.folder / "copy.db"
        self.assertEqual(self.run_foyerd("backup", str(copy)).returncode, 5)
        copy.unlink()
        self.assertNotIn("proven", self.ok("backup", str(copy), "--quick"))


if __name__ == "__main__":
    unittest.main()
