"""Are there published advisories about the locked packages? `make audit` asks, and says plainly when it could not.

pip-audit asks the advisory source of the package index. An index that carries no advisories answers "not found", which
pip-audit reports as "no known vulnerabilities": so what was skipped is counted here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.txt"
SECONDS = 300


def verdict(report: dict[str, Any] | None, why: str = "") -> tuple[int, str]:
    """Exit code and words for a report of pip-audit; None when there is none, then `why` says why."""
    packages = report["dependencies"] if report else []
    audited = [one for one in packages if "skip_reason" not in one]
    bad = [
        f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for one in audited
        for found in one["vulns"]
    ]
    if bad:
        return 1, "\n".join(["Advisories about locked packages; raise them in pyproject.toml and run make lock:", *bad])
    if not audited:
        return 0, f"The locked packages could not be audited: {why or 'the advisory source knows none of them'}."
    skipped = len(packages) - len(audited)
    rest = f"; {skipped} could not be audited" if skipped else ""
    return 0, f"No advisory about {len(audited)} of {len(packages)} locked packages{rest}."


def main(program: str = "pip-audit") -> int:
    """Ask with the program at this path. Returns 1 when there is an advisory, else 0."""
    command = [program, "--require-hashes", "--disable-pip", "--requirement", str(LOCK)]
    options = ["--progress-spinner", "off", "--timeout", "15", "--format", "json"]
    try:
        run = subprocess.run([*command, *options], capture_output=True, text=True, timeout=SECONDS, check=False)
        code, words = verdict(json.loads(run.stdout))
    except subprocess.TimeoutExpired:
        code, words = verdict(None, "the advisory source does not answer")
    except OSError:
        code, words = verdict(None, "pip-audit is not installed")
    except json.JSONDecodeError:
        last = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
        code, words = verdict(None, last[:200])
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
