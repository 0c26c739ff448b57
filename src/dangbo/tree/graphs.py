"""Organizations as the nodes of a graph of networkx, and back."""

from __future__ import annotations

from typing import Any, Final

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.text import personal
from dangbo.base.words import Words
from dangbo.tree.members import Headcount
from dangbo.tree.records import Organization, changed
from dangbo.tree.structure import refuse

_BESIDE: Final = ("unit_type", "code", "host_unit", "groups_of_members")


def plain_node(org: Organization, listed: Headcount) -> dict[str, str | int]:
    """An organization in texts and numbers, without what is not known.

    Args:
        org: the organization.
        listed: who is on its roll.
    """
    values: dict[str, str | int] = {
        "name": org.name,
        "form": org.form.value,
        "level": org.level.value,
        "full": org.full + listed.full,
        "probationary": org.probationary + listed.probationary,
    }
    beside = {name: getattr(org, name) for name in _BESIDE}
    return values | {name: value for name, value in beside.items() if value}


def records_of_graph(graph: Any) -> list[Organization]:  # noqa: ANN401 - whatever was given for a graph
    """The organizations of a graph, each under the one its edge comes from.

    Raises:
        HierarchyError: several parents.
        InvalidInputError: no directed graph, a node without a record or with that of another id.
    """
    if not (hasattr(graph, "predecessors") and hasattr(graph, "nodes")):
        reason = Words(vi="không phải đồ thị", en="no graph")
        if hasattr(graph, "adj") and hasattr(graph, "nodes"):
            reason = Words(
                vi="cạnh không có hướng nên không biết đâu là cấp trên",
                en="its edges have no direction, so nobody can say who is the parent",
            )
        raise InvalidInputError([finding("input/bad-value", f"graph ({type(graph).__name__})", reason=reason)])
    problems = []
    records = []
    for node, data in graph.nodes(data=True):
        org = data.get("organization")
        if not isinstance(org, Organization) or node != org.id:
            reason = (
                Words(vi="kèm bản ghi của mã khác", en="it carries the record of another id")
                if isinstance(org, Organization)
                else Words(vi="không kèm bản ghi tổ chức", en="it carries no organization= record")
            )
            place = Words(vi=f"nút {_node(node)}", en=f"node {_node(node)}")
            problems.append(finding("input/bad-value", place.en, place=place, reason=reason))
            continue
        above = list(graph.predecessors(node))
        if len(above) > 1:
            problems.append(finding("tree/many-parents", str(node), count=len(above)))
        parent = str(above[0]) if above else None
        records.append(org if org.parent == parent else changed(org, parent=parent))
    refuse(problems)
    return records


def _node(node: object) -> str:
    """A node of a graph as a message names it."""
    return f"'{node}'" if isinstance(node, str) and not personal(node) else f"({type(node).__name__})"
