#!/usr/bin/env python3
"""Proves the protocol model with spin, and shows that each rule taken out of it is missed.

Every configuration is searched exhaustively: all states are stored, none is left out by a limit of
depth or memory, or the run fails. `--long MINUTES` adds one wider search by bitstate hashing,
which may miss states and is no part of the claim. `--quick` leaves out the configurations that
cases.py calls wide, never a mutant, and must still store a million states.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is left in the source folder
from cases import CONFIGURATIONS, LIVENESS, LONG, MODELS, MUTANTS, PROBES, WIDE

HERE = pathlib.Path(__file__).resolve().parent
PROTOCOL = "protocol.pml"  # the model of a configuration that names no other
DEPTH = 1_000_000
ENOUGH = 1_000_000  # states of a quick run
MEGABYTES = 2900  # of one search; two run side by side
SAFETY = ["-DSAFETY", "-DNOFAIR"]


class Failed(Exception):
    pass


def run(command, folder, what):
    done = subprocess.run(["nice", "-n", "10", *command], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if what and done.returncode:
        raise Failed(f"{what}: {' '.join(command)}\n{done.stdout}")
    return done.stdout


def search(model, defines, folder, compile_with, pan_with, optimise="-O2"):
    """Generates, compiles and runs the search. Returns what it printed."""
    for part in HERE.glob("*.pml"):
        shutil.copy(part, folder)
    run(["spin", "-a", *(f"-D{d}" for d in defines), model], folder, "spin")
    run(["gcc", optimise, "-w", "-o", "pan", "pan.c", "-DVECTORSZ=2048", f"-DMEMLIM={MEGABYTES}", *compile_with],
        folder, "gcc")
    return run(["./pan", f"-m{DEPTH}", *pan_with], folder, None)


class Result:
    """What pan printed, read strictly: what is not understood is a failure."""

    def __init__(self, text):
        found = re.search(r"errors: (\d+)$", text, re.M)
        states = re.search(r"^\s*([\d.]+(?:e\+\d+)?) states, stored", text, re.M)
        if not found or not states:
            raise Failed(f"the search ended without a result:\n{text}")
        self.errors = int(found[1])
        self.states = int(float(states[1]))
        self.limited = bool(re.search(r"max search depth too small|out of memory|memory limit|Search not completed|"
                                      r"VECTORSZ", text))
        reason = re.search(r"^pan:\d+: (.*?)(?: \(at depth \d+\))?$", text, re.M)
        self.reason = reason[1] if reason else ""


def searched(model, defines, liveness, optimise):
    with tempfile.TemporaryDirectory(prefix="foyer-model-") as folder:
        if liveness:
            text = search(model, [*defines, "LIVENESS"], folder, ["-DCOLLAPSE", "-DNFAIR=5"], ["-a", "-f"], optimise)
        else:
            text = search(model, defines, folder, ["-DCOLLAPSE", *SAFETY], [], optimise)
        return Result(text)


def prove(name):
    result = searched(*configuration(name), "-O2")
    if result.errors:
        raise Failed(f"configuration {name}: {result.reason}")
    if result.limited:
        raise Failed(f"configuration {name}: a limit of depth or memory cut the search short")
    kind = "liveness" if name in LIVENESS else "safety"
    return f"proved    {name}: {result.states} states, exhaustive, {kind}", result.states


def refute(name, configured, expected):
    model, defines, liveness = configuration(configured)
    result = searched(model, [*defines, name], liveness, "-O0")
    if not result.errors:
        raise Failed(f"{name}: nothing missed it in {configured} ({result.states} states)")
    if not re.search(expected, result.reason):
        raise Failed(f"{name}: found in {configured}, but not by '{expected}': {result.reason}")
    return f"refuted   {name} in {configured}: {result.reason[:100]}", 0


def configuration(name):
    model = MODELS.get(name, PROTOCOL)
    return (model, LIVENESS[name], True) if name in LIVENESS else (model, CONFIGURATIONS[name], False)


def check_names():
    """A switch nobody tries, or a case without its switch, would look like a proof."""
    text = "".join(part.read_text("utf-8") for part in HERE.glob("*.pml"))
    switches = set(re.findall(r"\b[MP]_[A-Z_]+\b", text))
    cases = set(MUTANTS) | set(PROBES)
    if switches != cases:
        raise Failed(f"switches and cases differ: {sorted(switches ^ cases)}")


def wide_search(minutes):
    with tempfile.TemporaryDirectory(prefix="foyer-model-") as folder:
        result = Result(search(PROTOCOL, LONG, folder, ["-DBITSTATE", *SAFETY], ["-w32", "-k3", f"-Q{minutes}"]))
    if result.errors:
        raise Failed(f"wide search: {result.reason}")
    return f"searched  the wide configuration by bitstate hashing: {result.states} states, not exhaustive", 0


def jobs_of(options):
    wanted = re.compile(options.only)
    for name in [*CONFIGURATIONS, *LIVENESS]:
        if wanted.search(name) and not (options.quick and name in WIDE):
            yield "configuration", prove, (name,)
    for name, (configured, expected) in MUTANTS.items():
        if wanted.search(name):
            yield "mutant", refute, (name, configured, expected)
    for name, configured in PROBES.items():
        if wanted.search(name):
            yield "probe", refute, (name, configured, "assertion violated")
    if options.long:
        yield "wide", wide_search, (options.long,)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="REGEX", help="configurations, mutants and probes so named")
    parser.add_argument("--quick", action="store_true", help="leaves out the configurations that take longest")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="searches side by side")
    parser.add_argument("--long", type=int, default=0, metavar="MINUTES",
                        help="adds a wide bitstate search of that much processor time (0.6 GB)")
    parser.add_argument("--commit", default="unknown", help="told with the counts, unless FOYER_COMMIT is set")
    return parser.parse_args()


def main():
    options = parse()
    counts = {"configuration": 0, "mutant": 0, "probe": 0, "wide": 0}
    asked = dict(counts)
    states, failures = 0, []
    check_names()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = {pool.submit(work, *of): kind for kind, work, of in jobs_of(options)}
        for done in concurrent.futures.as_completed(running):
            asked[running[done]] += 1
            try:
                line, found = done.result()
                states += found
                counts[running[done]] += 1
                print(line, flush=True)
            except Failed as failure:
                failures.append(failure)
                print(f"FAILED    {failure}", flush=True)
    if options.quick and not options.only and states < ENOUGH:
        failures.append(Failed(f"{states} states are too few to show anything"))
        print(f"FAILED    {failures[-1]}", flush=True)
    print(f"model: {counts['configuration']} of {asked['configuration']} configurations, {states} states stored "
          f"exhaustively, {counts['mutant']} of {asked['mutant']} mutants refuted, "
          f"{counts['probe']} of {asked['probe']} probes reached, "
          f"{counts['wide']} of {asked['wide']} wide searches by bitstate hashing, "
          f"commit={os.environ.get('FOYER_COMMIT') or options.commit}")
    sys.exit(1 if failures or not any(asked.values()) else 0)


try:
    main()
except Failed as failure:
    sys.exit(f"model: {failure}")
