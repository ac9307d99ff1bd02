"""Starts a whole Foyer in a temporary folder: foyerd and counters as real processes."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

BIN = pathlib.Path(os.environ["FOYER_BIN"])
SOURCE = pathlib.Path(os.environ["FOYER_SOURCE_DIR"])
# Sanitizers make everything slower; whoever waits is given more patience, not another test.
PATIENCE = int(os.environ.get("FOYER_TIMEOUT_FACTOR", "1"))

SIGN_IN = """
wait login.operator0 60
tap login.operator0
type 1111
wait dayBoard.list 20
wait dayBoard.next
"""
OPEN_NEXT = """
tap dayBoard.next
key Return
wait best2 20
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, what, seconds=60):
    limit = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < limit:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


class House:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="foyer-e2e-"))
        self.data = self.folder / "server"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server = None
        self.running = []
        self.foyerd("migrate")
        self.foyerd("import", "demo", "--source", str(self.cinema()))

    def cinema(self):
        """The demo cinema, open nearly round the clock: at any hour some showtime begins soon, for which
        terminals have standing allotments."""
        source = self.folder / "demo"
        shutil.copytree(SOURCE / "resources/demo", source)
        text = json.loads((source / "cinema.json").read_text())
        text["openingHours"] = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                                 "firstStart": "06:00", "lastStart": "25:55", "closing": "28:00"}]
        (source / "cinema.json").write_text(json.dumps(text))
        return source

    def foyerd(self, *words, data=None):
        done = subprocess.run([BIN / "foyerd", *words, "--data", str(data or self.data)], capture_output=True, text=True)
        assert done.returncode == 0, f"foyerd {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start_server(self):
        self.launch_server()
        until(self.is_ready, "foyerd becomes ready")

    def launch_server(self):
        """Starts it and does not wait for it."""
        with open(self.folder / "foyerd.log", "a") as log:
            self.server = subprocess.Popen(
                [BIN / "foyerd", "serve", "--data", str(self.data), "--host", "127.0.0.1", "--port", str(self.port)],
                stdout=log, stderr=log)
        self.running.append(self.server)

    def is_ready(self):
        return self.get("/readyz", quiet=True) is not None

    def kill_server(self):
        """kill -9; returns whether it struck before the server was ready."""
        recovering = not self.is_ready()
        self.server.kill()
        self.server.wait()
        self.running.remove(self.server)
        return recovering

    def stop_server(self):
        self.server.send_signal(signal.SIGTERM)
        assert self.server.wait(30 * PATIENCE) == 0, "foyerd drains and ends with 0"

    def get(self, path, accept="application/json", quiet=False):
        request = urllib.request.Request(self.url + path, headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=5 * PATIENCE) as answer:
                return answer.read().decode()
        except OSError:
            if quiet:
                return None
            raise

    def states(self, showtime):
        return self.get(f"/v1/showtimes/{showtime}/seats", accept="text/plain")

    def code(self, name, terminal=None, kind="counter"):
        again = ["--terminal", terminal] if terminal else []
        return self.foyerd("enrol", "--name", name, "--kind", kind, *again).strip()

    def counter(self, name, script, enrol=False, pictures=None):
        """Starts a counter that follows `script`; returns it as a Counter."""
        return Counter(self, name, script, self.code(name) if enrol else None, pictures)

    def kiosk(self, name, script):
        """The same for a kiosk with a simulated card reader."""
        return Counter(self, name, script, self.code(name, kind="kiosk"), None,
                       ["--mode", "kiosk", "--card-reader", "simulated", "--size", "1080x1920"])

    def rows(self, sql, file="foyer.db"):
        # Closed at once: as long as anybody has it open, the database is in use.
        with contextlib.closing(sqlite3.connect(f"file:{self.data / file}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def close(self, keep=False):
        for process in self.running:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10 * PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)


class Counter:
    def __init__(self, house, name, script, code, pictures, words=("--mode", "counter")):
        self.house = house
        self.data = house.folder / name.replace(" ", "-").lower()
        self.pictures = self.data / (pictures or "pictures")
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / "sale.script"
        path.write_text(script)
        self.log_path = self.pictures / "log"
        command = [BIN / "foyer", *words, "--server", house.url, "--data", str(self.data),
                   "--script", str(path), "--script-output", str(self.pictures)]
        if code:
            command += ["--enrol", code]
        with open(self.log_path, "w") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"})
        house.running.append(self.process)

    def log(self):
        return self.log_path.read_text()

    def reached(self, name, seconds=90):
        def there():
            assert self.process.poll() is None, f"the counter ended before '{name}':\n{self.log()}"
            return (self.pictures / name).exists()
        until(there, f"the counter reaches '{name}'", seconds)

    def tell(self, name):
        (self.pictures / name).touch()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def finish(self, seconds=120):
        status = self.process.wait(seconds * PATIENCE)
        assert status == 0, f"the counter ended with {status}:\n{self.log()}"
        return json.loads((self.pictures / "result.json").read_text())
