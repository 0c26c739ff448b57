"""What a user types, as the design wrote it down before anything was built, for mypy --strict and pyright.

test_contract.py runs it. The lines stand as they were agreed; changing one changes what the library promises.
"""
# pyright: reportUnusedExpression=false
# (a notebook shows the last expression of a cell)

import dangbo as db
from dangbo import Form, Level, Rating

city = db.datasets.thai_nguyen()                  # as of 2023-04-30
city                                              # Hierarchy(986 organizations, 27 960 members, as of 2023-04-30)
city.count(level=Level.GRASSROOTS, by="form")     # {Form.DANG_BO: 75, Form.CHI_BO: 25}
city.count(form=Form.CHI_BO)                      # 910 cells: 885 below grassroots level and 25 chi bộ cơ sở
city["dbp-phu-xa"].name                           # 'Đảng bộ phường Phú Xá'
city.parent("dbp-phu-xa"), city.children("dbp-phu-xa"), city.ancestors("cb-tdp-2"), city.descendants("dbp-phu-xa")   # ids or records in, records out
city.headcount("dbp-phu-xa")                      # Headcount(full=..., probationary=...), the whole subtree
city.show("dbp-phu-xa", depth=1)                  # text tree; in a notebook the object shows itself as HTML
[org.id for org in city][:3]                      # iteration gives Organization records, parents first
city.graph                                        # networkx.DiGraph, parent -> child, structure frozen
city.check()                                      # findings under the rules of its date
city.coverage().groups                            # Share(401, of=401); own cell, joint cell, several cells, none are told apart
city.coverage().heads_who_are_members             # Share(353, of=401)
city["dbp-phu-xá"]                                # UnknownOrganizationError: ... did you mean 'dbp-phu-xa'?

plan = db.Plan(
    effective="2023-06-01",
    decided_by="dbp-phu-xa",                      # the direct superior of what it touches
    basis=db.Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá"),
    operations=[
        db.Merge(sources=["cb-tdp-12"], into="cb-tdp-2"),          # its residential groups follow: one cell, two groups
        db.Dissolve(organization="cb-cty-x", members_to="cb-tdp-5"),   # or a mapping {"cb-tdp-5": [ids], "cb-tdp-7": [ids]}, kept as allocations
        db.Establish(organization=db.Organization(id="cb-cty-y", name="Chi bộ Công ty Y", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp-phu-xa"),
                     members=["m-00017", "m-00023", "m-00031"]),
    ],
)
preview = plan.preview(city)      # city is untouched; shows a tree diff, totals, findings
preview.findings                  # e.g. the merged cell has over 30 members: consent of the direct superior (Charter 21.5; warn)
preview.conservation              # members 27 960 = 27 960, organisations 986 - 1 - 1 + 1 = 985
preview.direct_subordinates       # đầu mối of each superior touched: before, after
after = plan.apply(city)          # is preview(city).after; both raise PlanRejectedError, carrying every blocking finding, while one blocks

ratings = db.datasets.thai_nguyen_ratings()
tally = db.Tally.of(ratings, city, subjects="organizations", level=Level.GRASSROOTS, year=2022)
tally = db.Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)     # or from published counts; exempt=, not_yet_rated=
result = db.compare(tally, db.Target("grassroots rated good or better", at_least="85%", tier=Rating.GOOD))
result.share                      # Share(95, of=100) = 95,0%
result.excess                     # +10,0 percentage points
result.required, result.surplus   # 85 organisations needed, 10 to spare (negative when short); tier= means that tier or better; Target(tier=None): the source is silent, a finding
db.Share(91, of=98).prints_as("92,9%")           # True (rounding="half_up" is the default; "truncate" is the other house style)
db.bases_that_print(91, "92,9%", near=range(94, 104))   # (98,)
db.excellent_quota(tally, on="2022-12-31")       # used, limit, verdict, base, rule; base="good_or_better" etc. overrides

ledger = db.History(opening=city)
ledger = ledger.enact(plan)                       # a new ledger; refuses a plan that does not apply
ledger.as_of("2023-05-31"), ledger.as_of("2023-06-01")          # decisions effective on the day are in
ledger.lineage("cb-tdp-12")                       # what became of it, and from what; networkx graph behind it
