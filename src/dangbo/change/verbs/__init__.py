"""What a decision can do to the tree: the verbs of a `Plan`.

| operation | Vietnamese | what it says |
|---|---|---|
| `Establish` | thành lập | a new organization begins, with the members and groups named |
| `Merge` | sáp nhập | sources end, an existing organization continues and takes everything |
| `Consolidate` | hợp nhất | sources end, a new organization begins and takes everything |
| `Split` | chia, tách | one organization becomes several; what stays with it is stated |
| `Rearrange` | sắp xếp nhiều tổ chức thành nhiều tổ chức | several organizations become several, by an allocation |
| `Dissolve` | giải thể, kết thúc hoạt động | an organization ends; where its people, cells and groups go is stated |
| `Disband` | giải tán | the same as a penalty, decided by the committee above the direct superior |
| `Reassign` | chuyển giao, tiếp nhận | an organization, with everything below it, gets another superior |
| `Convert` | chuyển cấp, chuyển hình thức | another level, form or unit type; the organization goes on |
| `Rename`, `Recode` | đổi tên, đổi mã | the organization goes on |
| `Transfer` | chuyển sinh hoạt đảng | people go to another roll, or take part elsewhere for a time |
| `Admit`, `Leave` | kết nạp, ra khỏi danh sách | the only ways onto and off the rolls |
| `AssignGroups` | điều chỉnh địa bàn lãnh đạo | which cells serve which residential groups |
| `MergeGroups`, `SplitGroup` | sáp nhập, chia thôn, tổ dân phố | the groups themselves, by a decision of the State |
| `Realign` | chuyển đoàn thể | mass bodies get another superior |
| `Restore` | khôi phục | the inverse of a plan, made by `Preview.inverse` |

`organizations`, `people` and `groups` hold the verbs by subject, `dangbo.change.inverse` the last one; the `table` has
a row for each.
"""
