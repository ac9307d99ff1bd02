#!/usr/bin/env python3
"""Checks of manner that no compiler makes: words of DESIGN §7, QML rules, tests that assert."""
import pathlib
import re
import subprocess
import sys

MOST_LINES = 500
BANNED = {  # word in an identifier → the word to use
    r"\b[cC]art\b": "Basket", r"\bCustomerOrder\b": "Booking", r"\b[tT]heat(er|re)\b": "Cinema or Auditorium",
    r"\b[cC]heck-?[iI]n\b": "Admission",
}
# mold 1.10 lays thread-local storage of unaligned bytes where, in one program of some thousand, the
# page before the relocations is unmapped; the loader then refuses to start it ("Cannot allocate memory").
UNALIGNED = re.compile(r"(?<!alignas\(std::max_align_t\) )\bthread_local (unsigned )?char \w+\[")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def tracked(root):
    out = subprocess.run(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, text=True, check=True).stdout
    return [line for line in out.splitlines() if (pathlib.Path(root) / line).is_file()]


def check_code(path, text):
    lines = text.count("\n")
    if lines > MOST_LINES:
        yield f"{path}: {lines} lines; {MOST_LINES} is the limit"
    for pattern, word in BANNED.items():
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: '{found.group()}' is not a word of the house; say {word}"
    for found in UNFINISHED.finditer(text):
        yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: unfinished: {found.group()}"
    for found in UNALIGNED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield f"{path}:{line}: thread-local bytes need alignas(std::max_align_t) before thread_local"
    if path.endswith(".h") and "#pragma once" not in text:
        yield f"{path}: no #pragma once"


def check_qml(path, text):
    lines = text.count("\n")
    if lines > 260:
        yield f"{path}: {lines} lines; a QML file has at most 200, give or take"
    if "parent.parent" in text:
        yield f"{path}: parent.parent"
    if "/Theme/" not in path and re.search(r'color:\s*"#', text):
        yield f"{path}: a colour that is not a token of Theme"
    if path.startswith("qml/Foyer/") and re.search(r'\btext:\s*"[A-Za-z]{3,}', text):
        yield f"{path}: a text outside qsTr"


def check_test(path, text):
    if "QTEST_" in text and not re.search(r"\b(QCOMPARE|QVERIFY|QTRY_|QFAIL|RC_ASSERT)", text):
        yield f"{path}: a test without an assertion"
    if re.search(r"\bQTest::qSleep\b|\bsleep_for\(std::chrono::seconds", text):
        yield f"{path}: a test that sleeps"


def main():
    root = sys.argv[1]
    findings, seen = [], 0
    for path in tracked(root):
        is_code = path.endswith((".h", ".cpp"))
        if not (is_code or path.endswith(".qml")):
            continue
        seen += 1
        text = (pathlib.Path(root) / path).read_text("utf-8")
        if is_code:
            findings += check_code(path, text)
        else:
            findings += check_qml(path, text)
        if path.startswith("tests/") and path.endswith("_test.cpp"):
            findings += check_test(path, text)
    for finding in findings:
        print(finding)
    print(f"{seen} files, {len(findings)} findings")
    sys.exit(1 if findings or not seen else 0)


main()
