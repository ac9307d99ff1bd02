#!/usr/bin/env python3
"""Crash loops: kill -9 of a real server and real terminals at moments drawn by chance, also while they
recover. When everything has drained, what people outside have seen is compared with what the databases
hold: no sale lost, no seat twice, no paper without a booking, the money where it belongs.
"""
import argparse
import collections
import os
import random
import signal
import subprocess
import sys
import time

from house import House, PATIENCE, SOURCE, until
from reckoning import Reckoning
from rig import RigTerminal

# Seconds. A process is ready after a fraction of the first.
RECOVERS = 0.15
WORKS = 1.2
AWAY = 0.6
STARTS = 30.0


class Victim:
    """Something that is killed and started again; `due` is when the next of the two happens."""

    def __init__(self, chance, patience):
        self.chance = chance
        self.patience = patience  # how much longer than a terminal it lives
        self.kills = 0
        self.recovering = 0
        self.is_up = False
        self.works = None  # how long it is to work once it is ready
        self.due = 0.0

    def start(self):
        self.begin()
        self.is_up = True
        self.works = None
        if self.chance.random() < 0.35:
            self.due = time.monotonic() + self.chance.uniform(0, RECOVERS) * PATIENCE
            return
        # A machine under load is slow to start: what is to work is let to begin with it.
        self.works = self.chance.uniform(0.1, WORKS) * self.patience
        self.due = time.monotonic() + STARTS * PATIENCE

    def look(self):
        self.check()
        if self.is_up and self.works is not None and self.is_ready():
            self.due = time.monotonic() + self.works * PATIENCE
            self.works = None

    def strike(self):
        self.recovering += self.kill()
        self.kills += 1
        self.is_up = False
        self.due = time.monotonic() + (0 if self.chance.random() < 0.6 else self.chance.uniform(0, AWAY))


class VictimTerminal(Victim):
    def __init__(self, chance, terminal):
        super().__init__(chance, 1)
        self.terminal = terminal

    def begin(self):
        self.terminal.start("--clerk", str(self.chance.getrandbits(40)))

    def is_ready(self):
        return self.terminal.is_ready()

    def kill(self):
        return self.terminal.kill()

    def check(self):
        """It ends by itself only when it could not enrol; a person sees why and tries again."""
        if self.is_up and self.terminal.gave_up_enrolling():
            self.terminal.kill()
            self.start()


class VictimServer(Victim):
    def __init__(self, chance, house):
        super().__init__(chance, 1.5)
        self.house = house

    def begin(self):
        self.house.launch_server()

    def is_ready(self):
        return self.house.is_ready()

    def kill(self):
        return self.house.kill_server()

    def check(self):
        status = self.house.server.poll() if self.is_up else None
        assert status is None, f"foyerd ended by itself with {status}"


class Crashes:
    """One house from its first start until it has settled."""

    def __init__(self, seed, terminals):
        self.chance = random.Random(seed)
        self.house = House()
        self.house.start_server()
        self.terminals = [RigTerminal(self.house, f"Counter {n}") for n in range(1, terminals + 1)]
        for terminal in self.terminals:
            terminal.code = self.house.code(terminal.name)
        self.server = VictimServer(self.chance, self.house)
        self.server.is_up = True
        self.victims = [VictimTerminal(self.chance, each) for each in self.terminals] + [self.server]

    def run(self, rounds):
        for victim in self.victims[:-1]:
            victim.start()
        self.server.due = time.monotonic() + self.chance.uniform(0, 2 * WORKS)
        while sum(victim.kills for victim in self.victims) < rounds:
            for victim in self.victims:
                victim.look()
            victim = min(self.victims, key=lambda each: each.due)
            time.sleep(min(0.02, max(0.0, victim.due - time.monotonic())))
            if victim.due <= time.monotonic():
                victim.strike() if victim.is_up else victim.start()

    def settle(self):
        """Everything is started, nobody comes any more, and all drains."""
        if not self.server.is_up:
            self.house.launch_server()
        until(self.house.is_ready, "foyerd becomes ready")
        for victim in self.victims[:-1]:
            if not victim.is_up or not victim.terminal.is_up():
                if victim.terminal.process:
                    victim.terminal.kill()
                victim.terminal.start()
        for terminal in self.terminals:
            self.wait_settled(terminal)
        for terminal in self.terminals:
            terminal.end()
        self.house.stop_server()

    def wait_settled(self, terminal):
        def ready():
            if terminal.gave_up_enrolling():
                terminal.kill()
                terminal.start()
            return terminal.is_ready()
        until(ready, f"{terminal.name} is ready")
        assert terminal.ask("settle", 120) == "settled"


def commit():
    known = os.environ.get("FOYER_COMMIT")
    return known or subprocess.run(["git", "-C", SOURCE, "rev-parse", "--short", "HEAD"],
                                   capture_output=True, text=True).stdout.strip() or "unknown"


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=10000, help="kills in all (10000)")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("FOYER_SEED", "20261127")))
    parser.add_argument("--first", type=int, default=0, metavar="HOUSE",
                        help="number of the first house: goes on where an earlier run ended (0)")
    parser.add_argument("--terminals", type=int, default=3)
    parser.add_argument("--house", type=int, default=200, metavar="KILLS",
                        help="kills until a house settles, is compared, and the next one opens (200)")
    return parser.parse_args()


def one_house(seed, terminals, rounds):
    """The counts of a house that lost nothing; whoever fails is kept."""
    crashes = Crashes(seed, terminals)
    try:
        crashes.run(rounds)
        crashes.settle()
        found = Reckoning(crashes.house, crashes.terminals).run()
    except SystemExit:
        crashes.house.close()
        raise
    except BaseException:
        crashes.house.close(keep=True)
        print(f"house {seed} failed; it is kept in {crashes.house.folder}", flush=True)
        raise
    crashes.house.close()
    return {**found, "houses": 1, "rounds": rounds, "server": crashes.server.kills,
            "terminal": sum(each.kills for each in crashes.victims[:-1]),
            "recovering": sum(each.recovering for each in crashes.victims)}


def summary(options, counts, seconds):
    return (f"crash loops: rounds={counts['rounds']} kills(terminal)={counts['terminal']} kills(server)={counts['server']}"
            f" during recovery={counts['recovering']} sales={counts['sales']} void={counts['void']} papers={counts['papers']}"
            f" lost={counts['lost']} seconds={seconds:.0f} seed={options.seed}"
            f" houses={options.first}..{options.first + counts['houses'] - 1} commit={commit()}"
            + ("" if counts["rounds"] >= options.rounds else " (cut short)"))


def main():
    # A run that is ended takes its processes with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = read_options()
    counts = collections.Counter()
    begun = time.monotonic()
    try:
        while counts["rounds"] < options.rounds:
            rounds = min(options.house, options.rounds - counts["rounds"])
            seed = f"{options.seed}.{options.first + counts['houses']}"
            found = one_house(seed, options.terminals, rounds)
            counts.update(found)
            print(f"house {seed}: {rounds} kills, {found['sales']} sales, {time.monotonic() - begun:.0f} s", flush=True)
    finally:
        # Also what an end or a failure cut short: the houses before it count.
        if counts["houses"]:
            print(summary(options, counts, time.monotonic() - begun), flush=True)
    assert counts["sales"] and counts["recovering"] and counts["server"], "nothing was put to the test"


if __name__ == "__main__":
    sys.exit(main())
