"""Tells a late product from a late machine: how long programs were ready to run and did not get a processor."""
import pathlib


class Waits:
    """Of the threads of some processes, from its making on (proc/PID/task/TID/schedstat)."""

    def __init__(self, pids):
        self.before = {pid: self._waits(pid) for pid in pids}

    def seconds(self, pid):
        """Of all threads of `pid`, which may wait for each other: alone on the machine it would have been so much
        earlier, at most."""
        before = self.before[pid]
        return sum(after - before.get(thread, 0) for thread, after in self._waits(pid).items()) / 1e9

    @staticmethod
    def _waits(pid):
        found = {}
        for path in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                found[path.parent.name] = int(path.read_text().split()[1])
            except OSError:
                pass  # the thread has ended meanwhile
        return found
