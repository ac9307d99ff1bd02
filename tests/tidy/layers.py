#!/usr/bin/env python3
"""Fails on an include that breaks the house: arrows go down only, pure rooms stay pure.

The table says which rooms each room may include; everything else is refused. Angle-bracket
includes are checked against the libraries a room may know.
"""
import pathlib
import re
import sys
import tempfile

SHARED_PURE = ["shared/base", "shared/domain", "shared/protocol"]

ROOMS = {
    "shared/base": [],
    "shared/domain": ["shared/base"],
    "shared/protocol": ["shared/base", "shared/domain"],
    "shared/crypto": ["shared/base"],
    "shared/wire": SHARED_PURE,
    "shared/sqlite": ["shared/base"],
    "app/core": SHARED_PURE,
    "app/store": SHARED_PURE + ["shared/sqlite", "shared/wire", "shared/crypto", "app/core"],
    "app/net": SHARED_PURE + ["shared/wire", "shared/crypto", "app/core"],
    "app/devices": SHARED_PURE + ["app/core"],
    "app/viewmodels": SHARED_PURE + ["app/core", "qml"],
    "app/shell": None,  # the composition root knows everything
    "server/core": SHARED_PURE,
    "server/ports": SHARED_PURE + ["server/core"],
    "server/services": SHARED_PURE + ["shared/crypto", "server/core", "server/ports"],
    "server/store": SHARED_PURE + ["shared/sqlite", "shared/wire", "server/core", "server/ports"],
    "server/edge": ["shared/base"],
    "server/push": SHARED_PURE + ["shared/wire", "shared/crypto", "server/edge", "server/services", "server/ports", "server/core"],
    "server/http": SHARED_PURE + ["shared/wire", "shared/crypto", "server/edge", "server/services", "server/ports", "server/core"],
    "server/gateways": SHARED_PURE + ["shared/wire", "server/ports", "server/core"],
    "server/main": None,
    "server/main/proof": SHARED_PURE + ["shared/sqlite", "shared/wire", "shared/crypto"],  # shares nothing with the services
    "qml": SHARED_PURE,
    "qml/gallery": None,  # a program on fakes
}

PURE = {"shared/base", "shared/domain", "shared/protocol", "app/core", "server/core"}
IMPURE_STANDARD = {
    "thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "fstream", "iostream",
    "filesystem", "random", "ctime", "cstdio", "stop_token", "semaphore", "latch", "barrier",
}
LIBRARIES = {  # pattern of an angle include → the rooms that may know it
    r"^Q[A-Z]|^Qt": ["app/net", "app/devices", "app/viewmodels", "app/shell", "qml"],
    r"^Poco/": ["server/edge", "server/push", "server/http", "server/gateways", "server/main"],
    r"^sqlite3\.h$": ["shared/sqlite"],
    r"^libpq": [],
    r"^nlohmann/": ["shared/wire"],
    r"^sodium": ["shared/crypto"],
    r"^openssl/": ["server/edge", "server/gateways", "shared/crypto"],
    r"^amqp": ["server/gateways"],
    r"^qrencode\.h$": ["app/devices", "server/gateways"],
    r"^(cairo|pango/|dlfcn\.h$)": ["server/gateways"],
    r"^http_parser\.h$": ["server/edge"],
    r"^(sys/|unistd\.h|fcntl\.h|netinet/|arpa/|pthread\.h|time\.h|signal\.h|poll\.h)":
        ["server/edge", "server/main", "shared/sqlite", "shared/crypto", "app/shell", "app/devices",
         "app/net", "server/gateways"],
}
CLOCK = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock)::now|\bstd::rand\b|\btime\(nullptr\)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
CODE = {".h", ".cpp"}


def room_of(path):
    for inner in ("qml/gallery", "server/main/proof"):
        if path.startswith(inner + "/"):
            return inner
    return "qml" if path.startswith("qml/") else "/".join(path.split("/")[:2])


def check_file(path, text, json_headers):
    room = room_of(path)
    if room not in ROOMS:
        yield f"{path}: {room} is not a room of the house (ARCHITECTURE.md)"
        return
    allowed = ROOMS[room]
    for kind, target in INCLUDE.findall(text):
        if kind == '"':
            other = room_of(target)
            if target in json_headers and room != "shared/wire":
                yield f"{path}: {target} brings the JSON library and is for shared/wire alone"
            if target in json_headers and path.endswith(".h") and path not in json_headers:
                yield f"{path}: {target} brings the JSON library into a header"
            header_only_in_sql = target == "shared/sqlite/sql_files.h"
            if other in ROOMS and allowed is not None and other != room and other not in allowed and not header_only_in_sql:
                yield f"{path}: {room} must not include {target}"
            if target.startswith("nlohmann") or target.startswith("Poco"):
                yield f"{path}: include {target} with angle brackets"
            continue
        for pattern, rooms in LIBRARIES.items():
            if re.match(pattern, target) and allowed is not None and room not in rooms:
                yield f"{path}: {room} must not know <{target}>"
        if room in PURE and target in IMPURE_STANDARD:
            yield f"{path}: <{target}> in a pure room"
    if room in PURE:
        for found in CLOCK.findall(text):
            yield f"{path}: {found} in a pure room; time is passed in"
        if re.search(r"\bthrow\b(?!\w)", re.sub(r"//.*", "", text)):
            yield f"{path}: pure code does not throw"


def check_migrations(root):
    """Two branches may give the same number to different migrations; no text conflicts then."""
    for folder in sorted(root.glob("sql/*/migrations")):
        names = {}
        for path in folder.glob("*.sql"):
            number, rest = path.name.split("_", 1)
            names.setdefault(int(number), set()).add(rest.split(".")[0])
        where = folder.relative_to(root).as_posix()
        for number in range(1, max(names, default=0) + 1):
            found = sorted(names.get(number, set()))
            if len(found) != 1:
                yield f"{where}/{number:04}: {', '.join(found) or 'missing'}; each number is one migration, without gaps"


def check_tree(root):
    files = {p.relative_to(root).as_posix(): p.read_text("utf-8")
             for top in ("app", "server", "shared", "qml") for p in sorted((root / top).rglob("*"))
             if p.suffix in CODE}
    # Headers of shared/wire that show the JSON library are its own affair: .cpp files of that room
    # may include them, nobody else, so that no one else's build pays for it.
    json_headers = {path for path, text in files.items()
                    if path.startswith("shared/wire/") and path.endswith(".h") and "nlohmann/" in text}
    findings = [f for path, text in files.items() for f in check_file(path, text, json_headers)]
    findings += check_migrations(root)
    return len(files), findings


def self_test():
    cases = {
        "app/core/a.h": '#include <QString>\n',
        "shared/domain/a.h": '#include <mutex>\n',
        "server/core/a.h": '#include "server/store/x.h"\n',
        "server/main/proof/a.h": '#include "server/core/x.h"\n',
        "server/services/a.cpp": '#include <nlohmann/json.hpp>\n',
        "app/viewmodels/a.cpp": '#include "app/store/journal.h"\n',
        "shared/base/a.cpp": 'auto t = std::chrono::system_clock::now();\n',
        "shared/wire/reader.h": '#include <nlohmann/json.hpp>\n',
        "server/http/a.cpp": '#include "shared/wire/reader.h"\n',
        "shared/wire/b.h": '#include "shared/wire/reader.h"\n',
        "shared/protocol/a.cpp": 'void f() { throw 1; }\n',
        "server/attic/a.cpp": '',
    }
    migrations = {"0001_first.sql", "0001_first.sqlite.sql", "0003_a.sql", "0003_b.sql"}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in cases.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        (root / "sql/server/migrations").mkdir(parents=True)
        for name in migrations:
            (root / "sql/server/migrations" / name).touch()
        _, findings = check_tree(root)
        missed = [path for path in cases if path != "shared/wire/reader.h" and not any(f.startswith(path + ":") for f in findings)]
    missed += [number for number in ("0002", "0003") if f"sql/server/migrations/{number}:" not in "\n".join(findings)]
    if any("migrations/0001" in f for f in findings):
        missed.append("0001 is sound")
    for path in missed:
        print(f"not found: {path}")
    return not missed


def main():
    if sys.argv[1] == "--self-test":
        sys.exit(0 if self_test() else 1)
    count, findings = check_tree(pathlib.Path(sys.argv[1]))
    for finding in findings:
        print(finding)
    print(f"{count} files, {len(findings)} findings")
    sys.exit(1 if findings or not count else 0)


main()
