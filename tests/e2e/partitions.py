#!/usr/bin/env python3
"""Partitions: a real server and real terminals that sell, each behind a network that is taken away and
given back, one way, both ways, or only for the answers. Afterwards everything has drained, and what people
outside have seen is what the databases hold.
"""
import argparse
import collections
import datetime
import os
import random
import signal
import subprocess
import sys
import time

import networks
from crash_loops import commit
from house import BIN, House, PATIENCE, until
from waits import Waits
from reckoning import Reckoning
from rig import RigTerminal

# Customers a second and counter: five of them and the server share a small machine.
RATE = 3
SELLS_FIRST = 2.0
FAULTY = (0.5, 4.0)
LONG = (8.0, 16.0)  # one in four: longer than requests wait, and TCP has all but given up
WELL = (0.0, 0.8)
DRAINED = 5.0


class FarHouse(House):
    """A house whose server stands in a network."""

    def __init__(self, network):
        super().__init__()
        self.host, self.prefix = network.server_place()

    def launch_server(self):
        command = [*self.prefix, str(BIN / "foyerd"), "serve", "--data", str(self.data),
                   "--host", self.host, "--port", str(self.port), "--plain-http", "yes"]
        with open(self.folder / "foyerd.log", "a") as log:
            self.server = subprocess.Popen(command, stdout=log, stderr=log)
        self.running.append(self.server)

    def is_ready(self):
        probe = f"import urllib.request; urllib.request.urlopen('http://{self.host}:{self.port}/readyz', timeout=5)"
        return subprocess.run([*self.prefix, sys.executable, "-c", probe], capture_output=True).returncode == 0


class Drain:
    """How a terminal came to have nothing left to send: after how many seconds, for how many of which it or the
    server was ready and waited for a processor."""

    def __init__(self, terminal, since, seconds, waited):
        self.seconds = seconds
        self.waited = min(waited, seconds)
        self.name = terminal.name
        self.lines = terminal.log_since(since)

    def reason(self):
        """What it was longest in, as it said itself."""
        states = [(datetime.datetime.fromisoformat(at), text) for at, text in self.lines if text.startswith("settling: ")]
        spans = [(after[0] - before[0], before[1].removeprefix("settling: status "))
                 for before, after in zip(states, states[1:])]
        if not spans:
            return f"{self.name} at once"
        longest, state = max(spans)
        return f"{self.name}, {longest.total_seconds():.1f} s of it {state}"

    def times(self):
        return f"{self.seconds:.1f} s, at most {self.waited:.1f} s of it for want of a processor"

    def is_late(self):
        return self.seconds > DRAINED

    def is_starved(self):
        """Late, and on a machine of its own it might not have been."""
        return self.is_late() and self.seconds - self.waited <= DRAINED

    def story(self):
        return "\n".join(f"    {at} {text}" for at, text in self.lines)


class Partition:
    """One run: terminals sell while the network of each fails and heals by chance."""

    def __init__(self, network, seed, terminals):
        self.chance = random.Random(seed)
        self.network = network
        self.faults = collections.Counter()
        self.house = FarHouse(network)
        self.house.start_server()
        self.terminals = [self.terminal(number) for number in range(1, terminals + 1)]

    def terminal(self, number):
        prefix, url = self.network.join(number, self.house.port)
        return RigTerminal(self.house, f"Counter {number}", url, prefix)

    def run(self, seconds):
        """Returns how the slowest terminal drained after everything had healed."""
        for terminal in self.terminals:
            terminal.start("--clerk", str(self.chance.getrandbits(40)), "--rate", str(RATE))
        for terminal in self.terminals:
            until(terminal.is_ready, f"{terminal.name} is ready")
        time.sleep(SELLS_FIRST)
        self.trouble(seconds * PATIENCE)
        for terminal in self.terminals:
            terminal.tell("settle")
        drain = self.drain()
        for terminal in self.terminals:
            terminal.end()
        self.house.stop_server()
        return drain

    def drain(self):
        server = self.house.server.pid
        waits = Waits([server, *(terminal.process.pid for terminal in self.terminals)])
        healed, since = time.monotonic(), datetime.datetime.now()
        waiting, drains = set(self.terminals), []
        while waiting:
            for terminal in list(waiting):
                assert terminal.is_up(), f"{terminal.name} ended by itself:\n{terminal.log()}"
                if terminal.heard() == "settled":
                    waiting.remove(terminal)
                    drains.append(Drain(terminal, since, time.monotonic() - healed,
                                        waits.seconds(terminal.process.pid) + waits.seconds(server)))
            assert time.monotonic() - healed < 120 * PATIENCE, \
                "not drained: " + ", ".join(f"{each.name}\n{each.log()}" for each in waiting)
            time.sleep(0.01)
        return max(drains, key=lambda each: each.seconds)

    def trouble(self, seconds):
        """Every terminal fails and heals at moments of its own; at the end all are healed."""
        end = time.monotonic() + seconds
        numbers = range(1, len(self.terminals) + 1)
        due = {number: time.monotonic() + self.chance.uniform(*WELL) for number in numbers}
        # Each terminal meets the kinds in turn, beginning with another than its neighbour.
        order = self.chance.sample(networks.FAULTS, len(networks.FAULTS))
        kinds = {number: collections.deque(order) for number in numbers}
        for number in numbers:
            kinds[number].rotate(number)
        faulty = set()
        while time.monotonic() < end:
            number = min(due, key=due.get)
            time.sleep(max(0.0, min(due[number], end) - time.monotonic()))
            if time.monotonic() >= end:
                break
            if number in faulty:
                self.network.heal(number)
                faulty.remove(number)
                due[number] = time.monotonic() + self.chance.uniform(*WELL)
                continue
            kind = kinds[number][0]
            kinds[number].rotate(-1)
            self.network.fault(number, kind)
            self.faults[kind] += 1
            faulty.add(number)
            span = LONG if seconds > LONG[1] and self.chance.random() < 0.25 else FAULTY
            due[number] = time.monotonic() + self.chance.uniform(*span)
        for number in faulty:
            self.network.heal(number)


def one_run(options, seed, terminals):
    """What was found; nothing but a printed reason when the run failed."""
    network = networks.make(options.network)
    partition = None
    try:
        partition = Partition(network, seed, terminals)
        drained = partition.run(options.seconds)
        found = Reckoning(partition.house, partition.terminals).run()
        partition.house.close()
    except BaseException as why:
        if partition:
            partition.house.close(keep=True)
            print(f"run {seed} failed; it is kept in {partition.house.folder}", flush=True)
        if not isinstance(why, AssertionError):
            raise
        print(why, flush=True)
        return None
    finally:
        network.close()
    faults = " ".join(f"{kind}={partition.faults[kind]}" for kind in networks.FAULTS)
    print(f"run {seed} ({network.name}, {terminals} terminals): {found['sales']} sales, {faults},"
          f" drained in {drained.times()} ({drained.reason()})", flush=True)
    if drained.is_late():
        print(drained.story(), flush=True)
    return network.name, partition.faults, found, drained


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("FOYER_SEED", "20261127")))
    parser.add_argument("--first", type=int, default=0, metavar="RUN",
                        help="number of the first run: goes on where an earlier command ended (0)")
    parser.add_argument("--seconds", type=float, default=20, help="of trouble in each run (20)")
    parser.add_argument("--terminals", type=int, nargs="+", default=[5, 10], help="in turn (5 10)")
    parser.add_argument("--network", choices=("auto", "namespaces", "proxies"), default="auto")
    parser.add_argument("--patient", action="store_true", help="do not fail on slow draining")
    return parser.parse_args()


def main():
    # A run that is ended takes its namespaces with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = read_options()
    faults, counts, times, errors, networks_used = collections.Counter(), collections.Counter(), [], 0, set()
    for number in range(options.runs):
        number += options.first
        run = one_run(options, f"{options.seed}.{number}", options.terminals[number % len(options.terminals)])
        if not run:
            errors += 1
            continue
        network, these, found, drained = run
        networks_used.add(network)
        faults += these
        counts.update(found)
        times.append(drained)
    times.sort(key=lambda each: each.seconds)
    late = sum(each.is_late() for each in times)
    starved = sum(each.is_starved() for each in times)
    assert times, "no run came to its end"
    assert counts["sales"] and all(faults[kind] for kind in networks.FAULTS), "nothing was put to the test"
    print(f"partitions: runs={options.runs} network={'/'.join(networks_used)} terminals={'/'.join(map(str, options.terminals))} "
          + " ".join(f"{kind}={faults[kind]}" for kind in networks.FAULTS)
          + f" sales={counts['sales']} lost={counts['lost']} errors={errors} drained(slowest)={times[-1].seconds:.1f}s"
          f" drained(median)={times[len(times) // 2].seconds:.1f}s late(>{DRAINED:.0f}s)={late} of them starved={starved}"
          f" seed={options.seed} first={options.first} commit={commit()}"
          f" slowest: {times[-1].times()} ({times[-1].reason()})")
    return 1 if errors or (late > starved and not options.patient) else 0


if __name__ == "__main__":
    sys.exit(main())
