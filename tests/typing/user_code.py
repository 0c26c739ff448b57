"""What the tutorial shows, for mypy --strict and pyright; kept equal to docs/tutorial.md by a test."""
# pyright: reportUnusedExpression=false
# (a notebook shows the last expression of a cell)

import dangbo as db
from dangbo import Form, Level, Rating

city = db.datasets.thai_nguyen()                  # as of 2023-04-30
print(city)

city

city.count(level=Level.GRASSROOTS, by="form")

city.count(form=Form.CHI_BO)                      # 885 below grassroots level and 25 chi bộ cơ sở

city["dbp-phu-xa"].name

ward = city["dbp-phu-xa"]
city.parent(ward), city.ancestors("cb-tdp-2")

len(city.children(ward)), len(city.descendants(ward))

city.headcount("dbp-phu-xa")                      # the whole subtree

city.show("dbp-phu-xa", depth=1)

print([org.id for org in city][:3])
print(city.graph)

city.check()

city.coverage().groups, city.coverage().heads_who_are_members

city["dbp-phu-xá"]

plan = db.Plan(
    effective="2023-06-01",
    decided_by="dbp-phu-xa",                      # the direct superior of what it touches
    basis=db.Document(
        kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá"
    ),
    operations=[
        db.Merge(sources=["cb-tdp-12"], into="cb-tdp-2"),  # its residential groups follow
        db.Dissolve(organization="cb-cty-x", members_to="cb-tdp-5"),
        db.Establish(
            organization=db.Organization(
                id="cb-cty-y",
                name="Chi bộ Công ty Y",
                form=Form.CHI_BO,
                level=Level.BELOW_GRASSROOTS,
                parent="dbp-phu-xa",
            ),
            members=["m-00017", "m-00023", "m-00031"],
        ),
    ],
)
preview = plan.preview(city)                      # the city is untouched
preview

for found in preview.findings:
    print(found.text(lang="en"))

print(preview.conservation.text(lang="en"))
preview.direct_subordinates                       # đầu mối of each superior touched: before, after

after = plan.apply(city)
print(city)
print(after)

first, *others = city.roll("cb-cty-x")
divided = db.Dissolve(
    organization="cb-cty-x", members_to={"cb-tdp-5": [first], "cb-tdp-7": others}
)
shared = db.Plan(plan.effective, plan.decided_by, plan.basis, [divided]).apply(city)
shared.headcount("cb-tdp-5").total, shared.headcount("cb-tdp-7").total  # they were 22 and 20

consent = db.Consent(
    organization="cb-tdp-2",
    document=db.Document(
        kind="công văn", number="12-CV/TU", issued="2023-05-15", issuer="Thành ủy Thái Nguyên"
    ),
)
agreed = db.Plan(
    plan.effective, plan.decided_by, plan.basis, plan.operations, consents=[consent]
)
agreed.preview(city).findings, agreed.preview(city).after["cb-tdp-2"].consents[0].text(lang="en")

broken = db.Plan(
    effective="2023-06-01",
    decided_by="dbp-phu-xa",
    basis=plan.basis,
    operations=[
        db.Establish(
            organization=db.Organization(
                id="cb-cty-z",
                name="Chi bộ Công ty Z",
                form=Form.CHI_BO,
                level=Level.BELOW_GRASSROOTS,
                parent="dbp-phu-xa",
            ),
            members=["m-00017", "m-00023"],
        ),
        db.Merge(sources=["cb-tdp-99"], into="cb-tdp-7"),
    ],
)
broken.apply(city)

for found in broken.preview(city).blocking:
    print(found.text(lang="en"))

findings = broken.preview(city).findings
print({code: len(some) for code, some in findings.group(by="code").items()})
findings.select(severity=db.Severity.BLOCK).show(lang="en")

ratings = db.datasets.thai_nguyen_ratings()
tally = db.Tally.of(
    ratings, city, subjects="organizations", level=Level.GRASSROOTS, year=2022
)
tally

tally = db.Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
target = db.Target("grassroots rated good or better", at_least="85%", tier=Rating.GOOD)
result = db.compare(tally, target)
result

result.share, result.excess, result.required, result.surplus

books = db.Tally(
    {Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5},
    year=2022,
    exempt=1,
    not_yet_rated=4,
)
books.total, books.share_at_least(Rating.GOOD), books.share_at_least(Rating.GOOD, base="on_books")

db.Share(91, of=98).prints_as("92,9%"), db.bases_that_print(91, "92,9%", near=range(94, 104))

held = db.Share(765, of=773)
held.text(), held.text(rounding="truncate"), held.prints_as("98,9%", rounding="truncate")

quota = db.excellent_quota(tally, on="2022-12-31")
quota

wider = db.excellent_quota(tally, on="2022-12-31", base="good_or_better")
(quota.base, quota.used, quota.limit, quota.within), (wider.base, wider.limit)

members = db.Tally.of(ratings, city, subjects="members", year=2022)
scheme = db.datasets.thai_nguyen_scheme()
stated = db.compare(members, scheme["Đảng viên"], tier=Rating.COMPLETED)
print(stated.share, stated.excess)
for found in stated.findings:
    print(found.text(lang="en"))

import csv, io

cells = io.StringIO("""id,name,kind,parent,unit_type,full
dbp,Đảng bộ phường A,đảng bộ cơ sở,,Phường,
cb-1,Chi bộ tổ dân phố 1,chi bộ trực thuộc,dbp,"Thôn, tổ dân phố",5

cb-2,Chi bộ tổ dân phố 2,chi bộ trực thuộc,dbp,"Thôn, tổ dân phố",12
""")
people = [{"id": f"m-{n}", "name": f"Đảng viên {n}", "organization": "cb-1"} for n in range(1, 6)]
register = db.Hierarchy.from_rows(csv.DictReader(cells), members=people, as_of="2023-04-30")
print(register)
for found in register.check():
    print(found.text(lang="en"))

cells.seek(0)
register = db.Hierarchy.from_rows(csv.DictReader(cells), members=people, counts="total", as_of="2023-04-30")
print(register)

rows = [
    {"id": "dbp", "name": "Đảng bộ phường A", "kind": "đảng bộ cơ sở", "parent": ""},
    {"id": "cb-1", "name": "Chi bộ 1", "kind": "chi bộ trực thuộc", "parent": "Đảng bộ phường A"},
    {"id": "cb-2", "name": "Chi bộ 2", "kind": "chi bộ trực thuộc", "parent": "dbp", "full": "mười"},
    {"id": "Tổng cộng", "full": "17"},
]
try:
    db.Hierarchy.from_rows(rows, first_row=2, as_of="2023-04-30")
except db.InvalidInputError as error:
    for found in error.findings:
        print(found.text(lang="en"))
