"""The page on adding a rule, typed from top to bottom: its blocks of TOML are the files its example loads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["how-to-add-a-rule.md", "vi/how-to-add-a-rule.md"])
def test_a_rule_typed_from_the_page_alone_loads_and_explains_itself(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    paper, rule, *_ = re.findall(r"^```toml\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    (example,) = re.findall(r"^```python\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    for name, written in (("instruments.toml", paper), ("my-rules.toml", rule)):
        assert f"`{name}`" in text  # a reader is told what to call it
        (tmp_path / name).write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, page, "exec"), {})  # noqa: S102 - running the page is the test
    assert "transfer-slip-deadline" in capsys.readouterr().out
