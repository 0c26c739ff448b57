"""Graphs of networkx for others to read: plain attributes, files that come back, and nobody's name."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any, cast

import networkx as nx
import pytest

import dangbo as db
from dangbo import History, InvalidInputError, datasets

CHANGES = datasets.thai_nguyen_changes()
LEDGER = History(datasets.thai_nguyen_2021()).enact(*CHANGES)
WARD = cast("db.Hierarchy", datasets.ward_2026().register)
GRAPHS: dict[str, Callable[[], Any]] = {
    "thai_nguyen": lambda: datasets.thai_nguyen().to_networkx(attributes="plain"),
    "thai_nguyen_2021": lambda: LEDGER.opening.to_networkx(attributes="plain"),
    "ward_2026": lambda: WARD.to_networkx(attributes="plain"),
    "synthetic_country": lambda: datasets.synthetic_country(400, 6_000).to_networkx(attributes="plain"),
    "the ledger": LEDGER.lineage_graph,
}


def through(write: Callable[..., None], read: Callable[..., Any], graph: Any) -> Any:  # noqa: ANN401 - of networkx
    """A graph written into a file and read again."""
    file = io.BytesIO()
    write(graph, file)
    return read(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("make", GRAPHS.values(), ids=GRAPHS)
def test_plain_graphs_go_through_json_gexf_and_graphml(make: Callable[[], Any]) -> None:
    graph = make()
    kinds = {type(value) for *_, data in [*graph.nodes(data=True), *graph.edges(data=True)] for value in data.values()}
    assert kinds <= {str, int, bool}

    text = json.dumps(nx.node_link_data(graph, edges="edges"))
    again = nx.node_link_graph(json.loads(text), edges="edges")
    assert again.graph == graph.graph
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert [*again.edges(data=True)] == [*graph.edges(data=True)]
    for write, read in ((nx.write_gexf, nx.read_gexf), (nx.write_graphml, nx.read_graphml)):
        again = through(write, read, graph)
        assert again.is_directed()
        assert {*again.nodes} == {*graph.nodes}
        assert {*again.edges} == {*graph.edges}
        key, data = next(iter(graph.nodes(data=True)))
        assert {**again.nodes[key], **data} == again.nodes[key]


def test_every_character_that_an_id_or_a_name_can_hold_goes_through_a_file() -> None:
    """XML refuses what is no character, and networkx writes it all the same: nobody could read such a file."""
    signs = [
        "".join(map(chr, range(first, first + 256))) for first in (*range(0, 0xD800, 256), *range(0xE000, 2**16, 256))
    ]
    signs += ["<b>&amp;]]>", "\"'`", "😀", "U+1FFFE \U0001fffe"]
    orgs = [
        db.Organization(f"{at}{sign}", f"x{sign}", db.Form.CHI_BO, db.Level.BELOW_GRASSROOTS, "r", code=f"y{sign}")
        for at, sign in enumerate(signs)
    ]
    root = db.Organization("r", "Đảng bộ", db.Form.DANG_BO, db.Level.GRASSROOTS)
    tree = db.Hierarchy([root, *orgs], as_of="2026-01-01")
    for graph in (tree.to_networkx(attributes="plain"), History(tree).lineage_graph()):
        for write, read in ((nx.write_gexf, nx.read_gexf), (nx.write_graphml, nx.read_graphml)):
            again = through(write, read, graph)
            assert {*again.nodes} == {*graph.nodes}
            assert all({**again.nodes[key], **data} == again.nodes[key] for key, data in graph.nodes(data=True))


def test_a_plain_tree_counts_its_people_and_names_none_of_them() -> None:
    graph = WARD.to_networkx(attributes="plain")
    assert sum(data["full"] + data["probationary"] for _, data in graph.nodes(data=True)) == WARD.headcount().total
    text = json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False)
    names = {member.name for member in WARD.members.values()}
    assert not [name for name in names if name in text]
    counted = db.Organization("cb-1", "Chi bộ 1", db.Form.CHI_BO, db.Level.GRASSROOTS, full=2, code="01", host_unit="x")
    tree = db.Hierarchy(
        [counted],
        members=[db.Member("m-1", "A", db.MemberStatus.PROBATIONARY)],
        roll={"cb-1": ["m-1"]},
        as_of="2026-01-01",
    )
    assert tree.to_networkx(attributes="plain").nodes["cb-1"] == {
        "name": "Chi bộ 1",
        "form": "chi_bo",
        "level": "grassroots",
        "full": 2,
        "probationary": 1,
        "code": "01",
        "host_unit": "x",
    }


def test_a_graph_carries_records_unless_told_otherwise() -> None:
    graph = WARD.to_networkx()
    assert graph.nodes["dbp-mau"] == {"organization": WARD["dbp-mau"]}
    assert graph.graph == {}
    with pytest.raises(InvalidInputError, match="attributes"):
        WARD.to_networkx(attributes="plane")  # type: ignore[arg-type]


def test_the_graph_of_everything_tells_of_those_that_ended_and_began() -> None:
    graph = LEDGER.lineage_graph()
    assert graph.graph == {"opened": "2021-06-30"}
    assert graph.nodes["cb-cty-r"] == {
        "name": "Chi bộ Công ty R",
        "living": False,
        "in_opening": True,
        "form": "chi_bo",
        "level": "below_grassroots",
        "last": "2021-08-31",
        "gaps": 0,
    }
    assert dict(graph.edges["cb-cty-r", "cb-gia-sang-tdp-1"]) == {
        "verb": "dissolve",
        "on": "2021-09-01",
        "decision": "1",
        "operation": "1",
        "successions": 1,
        "unknown": 0,
    }
    began = {key: data["first"] for key, data in graph.nodes(data=True) if "first" in data}
    assert sorted(began.values()) == ["2021-11-01", "2022-04-01", "2022-09-01"]
    assert {key for key, data in graph.nodes(data=True) if data["living"]} == {
        org.id for org in LEDGER.as_of("2023-04-30")
    }


def test_what_was_taken_back_leads_nowhere_and_leaves_a_gap() -> None:
    cells = [
        db.Organization("dbp", "Đảng bộ phường", db.Form.DANG_BO, db.Level.GRASSROOTS),
        *(
            db.Organization(key, f"Chi bộ {key}", db.Form.CHI_BO, db.Level.BELOW_GRASSROOTS, "dbp", full=9)
            for key in ("a", "b", "c")
        ),
    ]
    ledger = History(db.Hierarchy(cells, as_of="2026-01-01"))
    paper = db.Document("quyết định", "1-QĐ/ĐU", "2026-01-15")
    merged = db.Plan("2026-02-01", "dbp", paper, [db.Merge(["a"], into="b")])
    ledger = ledger.enact(merged)
    back = db.Document("quyết định", "2-QĐ/ĐU", "2026-02-20")
    ledger = ledger.undo(1, effective="2026-03-01", basis=back)
    graph = ledger.lineage_graph()
    assert [*graph.edges] == []
    assert graph.nodes["a"]["gaps"] == 1
    assert "last" not in graph.nodes["a"]
