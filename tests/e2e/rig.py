"""A real terminal without a screen (tests/rig) as a process: starts it, talks to it, kills it."""
import ctypes
import os
import pathlib
import signal
import subprocess
import time

from house import BIN, PATIENCE, until

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def _die_with_parent():
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class RigTerminal:
    """One terminal over all its lives. `prefix` is put before its command, for a namespace."""

    def __init__(self, house, name, url=None, prefix=()):
        self.house = house
        self.name = name
        self.data = house.folder / name.replace(" ", "-").lower()
        self.data.mkdir()
        self.url = url or house.url
        self.prefix = list(prefix)
        self.code = None
        self.process = None
        self.lives = 0
        self.started_at = 0.0
        self._said = None
        self._heard = 0

    def enrolled(self):
        return (self.data / "identity.json").exists()

    def start(self, *words):
        self.lives += 1
        command = self.prefix + [str(BIN / "foyer-rig-terminal"), "--server", self.url, "--data", str(self.data), *words]
        if not self.enrolled():
            self.code = self.code or self.house.code(self.name)
            command += ["--enrol", self.code]
        self._said = self.data / f"said-{self.lives}"
        self._heard = 0
        with open(self._said, "w") as said, open(self.data / "log", "a") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=log,
                                            preexec_fn=_die_with_parent)
        self.started_at = time.monotonic()
        self.house.running.append(self.process)

    def is_up(self):
        return self.process is not None and self.process.poll() is None

    def gave_up_enrolling(self):
        """Whether it ended because nobody answered: then it tries the same code again, as a person would.
        It must not end for any other reason, and not because an answer was lost on the way."""
        if self.process is None or self.process.poll() is None:
            return False
        assert not self.enrolled() and "No server answers" in self.log().split("\n")[-2], \
            f"{self.name} ended by itself:\n{self.log()}"
        return True

    def is_ready(self):
        """Whether it has taken up what its disk holds."""
        return self._said.read_text().startswith("ready\n")

    def kill(self):
        """kill -9; returns whether it struck while the terminal was still recovering."""
        recovering = not self.is_ready()
        self.process.kill()
        self.process.wait()
        self._gone()
        return recovering

    def tell(self, line):
        self.process.stdin.write((line + "\n").encode())
        self.process.stdin.flush()

    def heard(self):
        """The next answer if it is there."""
        lines = self._said.read_text().split("\n")[:-1]
        lines = [line for line in lines if line != "ready"]
        if len(lines) <= self._heard:
            return None
        self._heard += 1
        return lines[self._heard - 1]

    def ask(self, line, seconds=60):
        self.tell(line)
        return self.answer(line, seconds)

    def answer(self, line, seconds=60):
        def there():
            found = self.heard()
            assert found or self.is_up(), f"{self.name} ended before it answered '{line}':\n{self.log()}"
            return found
        return until(there, f"{self.name} answers '{line}'", seconds)

    def end(self):
        self.process.stdin.close()
        status = self.process.wait(30 * PATIENCE)
        self._gone()
        assert status == 0, f"{self.name} ended with {status}:\n{self.log()}"

    def _gone(self):
        self.house.running.remove(self.process)
        self.process.stdin.close()
        self._said.unlink()
        self.process = None

    def log(self):
        return "\n".join((self.data / "log").read_text().split("\n")[-40:])

    def log_since(self, moment):
        """The lines of its log from `moment` on (as datetime says it), each with its own moment."""
        stamp = moment.strftime("%Y-%m-%d %H:%M:%S.%f")[:23]
        lines = (self.data / "log").read_text().split("\n")
        return [(line[:23], line[24:]) for line in lines if line[:23] >= stamp and line[4:5] == "-" and line[23:24] == " "]

    def seen(self):
        """What a person outside has seen: the words of each whole line of its witness."""
        path = self.data / "seen"
        if not path.exists():
            return []
        text = path.read_text()
        return [line.split(" ", 7) for line in text[:text.rfind("\n") + 1].splitlines()]
