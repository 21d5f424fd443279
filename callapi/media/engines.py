"""The speech engines there are."""

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    package: str  # that the engine is in
    s_per_character: float = 0.0  # what a long text may take longer

    @property
    def edition(self) -> str:
        """What another engine said, or what was made otherwise, is said anew."""
        return f"{self.package} {version(self.package)}, recipe 1"

    @property
    def is_installed(self) -> bool:
        try:
            version(self.package)
        except PackageNotFoundError:
            return False
        return True

    def command(self, voices: Path) -> tuple[str, ...]:
        return (sys.executable, "-m", f"callapi.media.{self.name}", str(voices))


ESPEAK = Kind("espeak", "espeakng-loader")
PIPER = Kind("piper", "piper-tts", s_per_character=0.05)
KINDS = MappingProxyType({kind.name: kind for kind in (ESPEAK, PIPER)})
