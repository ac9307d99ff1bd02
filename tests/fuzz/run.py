#!/usr/bin/env python3
"""Runs one fuzz target over its kept corpus and says in one line what came of it.

The kept corpus is only read; what the run finds goes to --found (a folder that lives on, so that the
next run goes on from there) or to a temporary folder. A finding is kept in build/fuzz/findings and
ends the run with exit code 1. With --keep nothing is run: the kept corpus takes over what covers more.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "fuzz"

# Bytes of the longest input tried: room for a whole message of the kind, not more.
LONGEST = {"journal": 8192, "json": 8192, "websocket": 4096, "http": 4096, "qr": 512, "token": 2048,
           "jwt": 1024, "plan": 8192, "movies": 4096, "config": 1024, "arguments": 1024, "reconcile": 8192, "api": 4096}
DICTIONARIES = {"journal": "json", "token": "json", "jwt": "json", "reconcile": "json"}  # the others have one of their own, if any
SLOWEST = 120  # seconds for one input: a hang, whatever else the machine does
MOST_MEMORY = 2048  # MiB
MOST_FOUND = 12 * 1024  # bytes of a target's kept inputs that fuzzing found,
MOST_INPUTS = 60  # and how many of them
FOUND = re.compile(r"[0-9a-f]{40}")  # the name libFuzzer gives what it found


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(LONGEST))
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("FOYER_FUZZ_SECONDS", "60")))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("FOYER_FUZZ_SEED", "1")))
    parser.add_argument("--found", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def commit():
    done = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return os.environ.get("FOYER_COMMIT") or done.stdout.strip() or "unknown"


def start(target, folders, flags):
    """The ended process; its output is libFuzzer's log."""
    words = [BUILD / "bin" / f"{target}_fuzz", *(folder for folder in folders if folder.is_dir()),
             f"-max_len={LONGEST[target]}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEMORY}", *flags]
    return subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          errors="replace")


def last(pattern, log):
    found = re.findall(pattern, log)
    return found[-1] if found else "?"


def summary(wanted, log, seconds):
    runs = last(r"stat::number_of_executed_units: (\d+)", log)
    rate = last(r"stat::average_exec_per_sec: +(\d+)", log)
    memory = last(r"stat::peak_rss_mb: +(\d+)", log)
    edges, features, corpus = (last(name + r": (\d+)", log) for name in ("cov", "ft", "corp"))
    kept = len(list((HERE / "corpus" / wanted.target).glob("*")))
    return (f"fuzz {wanted.target}: {runs} executions in {seconds:.0f} s, {rate}/s, {edges} edges, "
            f"{features} features, corpus {corpus} ({kept} kept), {memory} MB, "
            f"seed={wanted.seed} commit={commit()}")


def run(wanted, found):
    findings = BUILD / "findings" / wanted.target
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    flags = [f"-max_total_time={wanted.seconds}", f"-seed={wanted.seed}", f"-artifact_prefix={findings}/",
             "-print_final_stats=1"]
    dictionary = HERE / "dictionaries" / f"{DICTIONARIES.get(wanted.target, wanted.target)}.dict"
    if dictionary.is_file():
        flags.append(f"-dict={dictionary}")
    begin = time.monotonic()
    done = start(wanted.target, [found] + [HERE / kind / wanted.target for kind in ("corpus", "crashes")], flags)
    print(summary(wanted, done.stdout, time.monotonic() - begin), flush=True)
    if done.returncode == 0:
        return 0
    print("\n".join(done.stdout.splitlines()[-60:]))
    for finding in sorted(set(findings.iterdir()) - before):
        print(f"FINDING {wanted.target}: {finding}")
    return 1


def keep(target, found):
    """Adds to the kept corpus inputs of all sizes that cover more, the smaller first."""
    kept = HERE / "corpus" / target
    own = [path for path in kept.iterdir() if FOUND.fullmatch(path.name)]
    with tempfile.TemporaryDirectory() as folder:
        merged = pathlib.Path(folder) / "merged"
        merged.mkdir()
        for path in kept.iterdir():
            if path not in own:
                shutil.copy(path, merged)
        done = start(target, [merged, found, kept], ["-merge=1"])
        if done.returncode != 0:
            sys.exit(done.stdout)
        for path in own:
            path.unlink()
        more = sorted((each for each in merged.iterdir() if FOUND.fullmatch(each.name)),
                      key=lambda each: (each.stat().st_size, each.name))
        room = MOST_FOUND
        for path in more[::max(1, -(-len(more) // MOST_INPUTS))]:
            if path.stat().st_size <= room:
                room -= path.stat().st_size
                shutil.copy(path, kept)
    print(f"fuzz {target}: {len(list(kept.iterdir()))} inputs kept, {MOST_FOUND - room} bytes of them found")


def main():
    wanted = options()
    if wanted.keep:
        return keep(wanted.target, wanted.found)
    if wanted.found:
        wanted.found.mkdir(parents=True, exist_ok=True)
        sys.exit(run(wanted, wanted.found))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(wanted, pathlib.Path(folder)))


main()
