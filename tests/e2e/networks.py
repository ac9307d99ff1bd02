"""Two ways to take the network away from real processes, with the same five faults:

  in              nothing reaches the terminal
  out             nothing leaves it
  both            neither
  response-lost   its requests arrive and the answers do not
  reset           connections break at once, and new ones are refused

Namespaces: the server and each terminal in a network namespace of its own, joined by a bridge in
another; nftables in the terminal's namespace makes the fault. Only namespaces this run has made.
Proxies: where namespaces are not allowed, a TCP proxy on loopback before each terminal. What a partition
delays, TCP repeats: so does the proxy, but for answers that were lost.
"""
import asyncio
import os
import shutil
import socket
import struct
import subprocess
import threading

from house import free_port

FAULTS = ("in", "out", "both", "response-lost", "reset")


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True)


class Namespaces:
    """Addresses are of 10.77.0.0/24, inside these namespaces only."""

    # A reset must get through to reset anything.
    RESET = "tcp flags & rst != 0 accept; meta l4proto tcp reject with tcp reset"
    # An answer is a segment with more than headers; what opens and acknowledges a connection passes.
    RULES = {
        "in": {"input": "drop"},
        "out": {"output": "drop"},
        "both": {"input": "drop", "output": "drop"},
        "response-lost": {"input": "ip length > 100 drop"},
        "reset": {"input": RESET, "output": RESET},
    }
    name = "namespaces"

    @staticmethod
    def allowed():
        """Tries it, with a namespace and a rule of its own."""
        if not shutil.which("ip") or not shutil.which("nft"):
            return False
        trial = f"foyer-{os.getpid()}-trial"
        if run("ip", "netns", "add", trial, check=False).returncode != 0:
            return False
        try:
            made = run("ip", "-n", trial, "link", "add", "one", "type", "veth", "peer", "name", "two", check=False)
            bridge = run("ip", "-n", trial, "link", "add", "hub", "type", "bridge", check=False)
            table = run("ip", "netns", "exec", trial, "nft", "add", "table", "inet", "fault", check=False)
            return made.returncode == 0 and bridge.returncode == 0 and table.returncode == 0
        finally:
            run("ip", "netns", "delete", trial)

    def __init__(self):
        self.made = []
        self.hub = self._namespace("hub")
        run("ip", "-n", self.hub, "link", "add", "hub", "type", "bridge")
        run("ip", "-n", self.hub, "link", "set", "hub", "up")
        self.server = self._joined("server", "10.77.0.1")
        self.places = {}

    def _namespace(self, what):
        space = f"foyer-{os.getpid()}-{what}"
        run("ip", "netns", "add", space)
        self.made.append(space)
        run("ip", "-n", space, "link", "set", "lo", "up")
        return space

    def _joined(self, what, address):
        space = self._namespace(what)
        port = f"p{len(self.made)}"
        run("ip", "-n", space, "link", "add", "eth0", "type", "veth", "peer", "name", port, "netns", self.hub)
        run("ip", "-n", self.hub, "link", "set", port, "master", "hub", "up")
        run("ip", "-n", space, "address", "add", f"{address}/24", "dev", "eth0")
        run("ip", "-n", space, "link", "set", "eth0", "up")
        return space

    @staticmethod
    def _inside(space):
        return ("ip", "netns", "exec", space)

    def server_place(self):
        """Where foyerd listens, and what its command begins with."""
        return "10.77.0.1", self._inside(self.server)

    def join(self, number, port):
        """What the command of terminal `number` begins with, and the server's address for it."""
        space = self._joined(f"t{number}", f"10.77.0.{10 + number}")
        self.places[number] = space
        return self._inside(space), f"http://10.77.0.1:{port}"

    def fault(self, number, kind):
        rules = ["table inet fault", "delete table inet fault", "table inet fault {"]
        for hook, rule in self.RULES[kind].items():
            rules.append(f"chain {hook} {{ type filter hook {hook} priority 0; {rule}; }}")
        rules.append("}")
        subprocess.run([*self._inside(self.places[number]), "nft", "-f", "-"], input="\n".join(rules), text=True,
                       check=True, capture_output=True)

    def heal(self, number):
        run(*self._inside(self.places[number]), "nft", "delete", "table", "inet", "fault", check=False)

    def close(self):
        for space in reversed(self.made):
            run("ip", "netns", "delete", space, check=False)
        self.made = []


class Proxies:
    name = "proxies"

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.proxies = {}

    def server_place(self):
        return "127.0.0.1", ()

    def join(self, number, port):
        self.proxies[number] = Proxy(port)
        self._do(self.proxies[number].open())
        return (), f"http://127.0.0.1:{self.proxies[number].port}"

    def fault(self, number, kind):
        self._do(self.proxies[number].turn(kind))

    def heal(self, number):
        self._do(self.proxies[number].turn(None))

    def close(self):
        for proxy in self.proxies.values():
            self._do(proxy.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)


class Proxy:
    """One terminal's way to the server. Belongs to the loop's thread."""

    def __init__(self, server_port):
        self.server_port = server_port
        self.port = free_port()
        self.kind = None
        self.healthy = asyncio.Event()
        self.lines = set()
        self.server = None

    async def open(self):
        self.healthy.set()
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port)

    async def close(self):
        self.server.close()
        await self.turn("reset")

    async def turn(self, kind):
        # Answers that were thrown away leave a gap no repetition fills: those lines end.
        if self.kind == "response-lost" or kind == "reset":
            for line in list(self.lines):
                line.reset()
        self.kind = kind
        self.healthy.clear() if kind else self.healthy.set()

    async def serve(self, reader, writer):
        line = Line(writer)
        if self.kind == "reset":
            line.reset()
            return
        self.lines.add(line)
        try:
            # A connection is made when its first packets come through both ways.
            while self.kind in ("in", "out", "both"):
                await self.healthy.wait()
            answers, line.onward = await asyncio.open_connection("127.0.0.1", self.server_port)
            await asyncio.gather(self.carry(reader, line.onward, ("out", "both")),
                                 self.carry(answers, writer, ("in", "both"), lossy=True))
        except OSError:
            pass
        finally:
            self.lines.discard(line)
            line.close()

    async def carry(self, source, sink, held_by, lossy=False):
        while data := await source.read(65536):
            while self.kind in held_by:
                await self.healthy.wait()
            if lossy and self.kind == "response-lost":
                continue
            sink.write(data)
            await sink.drain()
        # The end of a connection is a packet like others.
        while self.kind in held_by or (lossy and self.kind == "response-lost"):
            await self.healthy.wait()
        sink.close()


class Line:
    def __init__(self, writer):
        self.writer = writer
        self.onward = None

    def reset(self):
        for writer in (self.writer, self.onward):
            if writer:
                known = writer.get_extra_info("socket")
                if known.fileno() < 0:
                    continue
                known.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()

    def close(self):
        for writer in (self.writer, self.onward):
            if writer:
                writer.transport.abort()


def make(kind="auto"):
    if kind == "namespaces" or (kind == "auto" and Namespaces.allowed()):
        return Namespaces()
    return Proxies()
