"""Writes docs/errors.md from the catalogue of findings; a test compares the two."""

from __future__ import annotations

import re
from pathlib import Path

from dangbo.findings import Severity, catalogue

HEAD = """# Errors and findings

Every finding carries a code. Codes are stable: they are added, never renamed; the words may change in any release.
Names in *italics* stand for the facts of the finding. What **blocks** stops a plan or a load; what **warns** asks to be
read. The errors that carry findings are listed in [the reference](api.md).

Mỗi phát hiện có một mã ổn định. Chữ *nghiêng* thay cho dữ kiện. Phát hiện **chặn** dừng phương án hoặc việc nạp dữ
liệu; phát hiện **lưu ý** chỉ để đọc.
"""


def errors_page() -> str:
    """The page: a heading for each code, with its severity, message and fix in both languages."""
    sections = [HEAD]
    for code, words in sorted(catalogue().items()):
        blocks = words.severity is Severity.BLOCK
        sections.append(
            f"## {code}\n\n"
            f"**{'Blocks' if blocks else 'Warns'}:** {_facts(words.en)}. {_facts(words.fix_en)}\n\n"
            f"**{'Chặn' if blocks else 'Lưu ý'}:** {_facts(words.vi)}. {_facts(words.fix_vi)}\n"
        )
    return "\n".join(sections)


def _facts(template: str) -> str:
    """A template with its fields in italics: "cell '{subject}' has {count}" as "cell *subject* has *count*"."""
    return re.sub(r"'?\{(\w+)\}'?", lambda found: f"*{found[1].replace('_', ' ')}*", template)


if __name__ == "__main__":
    path = Path(__file__).with_name("errors.md")
    path.write_text(errors_page(), encoding="utf-8", newline="\n")
