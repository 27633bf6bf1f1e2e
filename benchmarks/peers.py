"""The other tools the benchmark runs beside pubflow: which there are, and how each comes to this machine.

mdpo and translate-toolkit install a console script of the same name, so each gets an environment of its own under
build/peers/. po4a is no Python package: it is the system's.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """One way of running one tool over a folder of statements, as `roundtrip.py` knows it."""

    way: str
    title: str
    share: float = 1.0
    """Of the statements that pubflow gets: a slow tool gets fewer, its figure is per statement."""
    packages: tuple[str, ...] = ()
    """For its own environment; none where it is a program of the system."""

    @property
    def python(self) -> Path:
        """What runs its side of the benchmark."""
        if not self.packages:
            return Path(sys.executable)
        folder = FOLDER / self.way
        return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def missing(self) -> str:
        """Why it can't run and how to get it; "" when it can."""
        if self.packages:
            return "" if self.python.exists() else "not there: python -m benchmarks peers"
        return "" if shutil.which("po4a") else "not there: apt-get install po4a"


PEERS = (
    Peer("mdpo", "mdpo", packages=("mdpo==2.1.4", "polib==1.2.0")),
    Peer("toolkit", "translate-toolkit md2po, po2md", packages=("translate-toolkit[markdown]==3.20.4", "polib==1.2.0")),
    Peer("po4a-shared", "po4a, one shared catalog", share=0.3),
    Peer("po4a-each", "po4a, a catalog each", share=0.03),
)


def install() -> None:
    """Make the environments that are missing, and tell what can't be made from here."""
    for peer in PEERS:
        if peer.packages and peer.missing:
            # Made whole or not at all: a half-made one would pass for a peer.
            folder = FOLDER / peer.way
            try:
                venv.create(folder, with_pip=True)
                command = [str(peer.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
                subprocess.run([*command, *peer.packages], check=True)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        print(f"{peer.title}: {peer.missing or 'there'}")
