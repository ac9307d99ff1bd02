"""How much else was going on on this machine: a late run is told apart from a late product by it."""
import os
import pathlib
import time


class Pressure:
    """Measures from its making on."""

    def __init__(self):
        self.begun = time.monotonic()
        self.waited = self._waited()
        self.stolen = self._stolen()

    def text(self):
        seconds = max(time.monotonic() - self.begun, 0.001)
        stolen = 100 * (self._stolen() - self.stolen) / seconds / os.cpu_count()
        if self.waited is None:
            return f"cpu stolen {stolen:.0f} %"
        return f"cpu waited for {100 * (self._waited() - self.waited) / seconds:.0f} %, stolen {stolen:.0f} %"

    @staticmethod
    def _waited():
        """Seconds in which something waited for a processor (proc/pressure), where the kernel counts it."""
        try:
            some = pathlib.Path("/proc/pressure/cpu").read_text().split("\n")[0]
        except OSError:
            return None
        return int(some.split("total=")[1]) / 1e6

    @staticmethod
    def _stolen():
        """Seconds of all processors that the host kept (proc(5), stat, the eighth)."""
        return int(pathlib.Path("/proc/stat").read_text().split()[8]) / os.sysconf("SC_CLK_TCK")
