"""The table of verbs: what JSON, lineage, movements, figures, papers and pages know of each operation.

A new verb is its class, which checks, acts and describes itself, and one row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from dangbo.base.text import lower_first
from dangbo.base.words import Words
from dangbo.change.inverse import Restore
from dangbo.change.play import Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Recode, Rename, WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.posts import Appoint, EndPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What others know of an operation besides what it does. Its code is `kind.verb`, its papers `kind.papers`.

    Attributes:
        kind: its class.
        title: what it is called, in lists and forms.
        says: what a decision states by it, in a line for readers.
        link: what it is called where it links two organizations of a lineage; by default the title.
        begins: why organizations are more by it, in tables of movements; by default the title.
        ends: why they are fewer, likewise.
        people: why people come or go by it, in such tables: one by one, with their organizations, or by the verb
            itself, as where a decision is taken back.
        follows: what it is to figures that follow people: some who came or went singly, or what passes between
            organizations.
        points: the rule that lists what one of its papers says, and which paper.
        fields: titles of fields that are called otherwise in other records, or stand in no other.
        also: what people call it besides, in both languages: words that are like the code of another operation, or of
            none. No code is read by them; whoever writes one is told the code.
    """

    kind: type[Operation]
    title: Words
    says: Words
    link: Words | None = None
    begins: Words | None = None
    ends: Words | None = None
    people: Literal["singly", "with_organizations", "verb"] = "singly"
    follows: Literal["people", "organizations"] = "organizations"
    points: tuple[str, Words] | None = None
    fields: Mapping[str, Words] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def linking(self) -> Words:
        """The words of a link."""
        return self.link or Words(vi=lower_first(self.title.vi), en=lower_first(self.title.en))


_AGREEMENT: Final = Words(
    vi="Văn bản đồng ý của Ban Tổ chức Trung ương", en="Agreement of the Central Organization Commission"
)
_TAKEN_BACK: Final = Words(vi="Do hủy bỏ quyết định", en="Decision taken back")

VERBS: Final[dict[str, Verb]] = {
    row.kind.verb: row
    for row in (
        Verb(
            kind=Establish,
            title=Words(vi="Thành lập", en="Establish"),
            says=Words(
                vi="tổ chức mới, với đảng viên và xóm, tổ dân phố được nêu",
                en="a new organization begins, with the members and residential groups named",
            ),
            begins=Words(vi="Thành lập mới", en="Established"),
            follows="people",
            points=("establishment-proposal", Words(vi="nội dung tờ trình", en="what the proposal cites")),
            fields={"organization": Words(vi="Tổ chức mới", en="New organization")},
            also=("create", "found", "set_up", "form", "thành lập mới", "lập mới"),
        ),
        Verb(
            kind=Merge,
            title=Words(vi="Sáp nhập", en="Merge"),
            says=Words(
                vi="các tổ chức nguồn chấm dứt hoạt động, một tổ chức sẵn có tiếp tục hoạt động và tiếp nhận tất cả",
                en="sources end, an existing organization goes on with everything they had",
            ),
            ends=Words(vi="Sáp nhập vào tổ chức khác", en="Merged into another"),
            people="with_organizations",
            also=("absorb", "annex", "incorporate", "join", "combine", "unite", "nhập"),
        ),
        Verb(
            kind=Consolidate,
            title=Words(vi="Hợp nhất", en="Consolidate"),
            says=Words(
                vi="các tổ chức nguồn chấm dứt hoạt động, một tổ chức mới được thành lập và tiếp nhận tất cả",
                en="sources end, a new organization begins with everything they had",
            ),
            begins=Words(vi="Thành lập do hợp nhất", en="New by consolidation"),
            ends=Words(vi="Chấm dứt hoạt động do hợp nhất", en="Consolidated into another"),
            people="with_organizations",
            fields={"organization": Words(vi="Tổ chức mới", en="New organization")},
            also=("amalgamate", "unify", "fuse", "combine", "unite", "hợp lại"),
        ),
        Verb(
            kind=Split,
            title=Words(vi="Chia, tách", en="Split"),
            says=Words(
                vi="một thành nhiều; nêu rõ phần ở lại (tách), hoặc tổ chức nguồn chấm dứt hoạt động (chia)",
                en="one becomes several; what stays with the source is stated (tách), or the source ends (chia)",
            ),
            begins=Words(vi="Thành lập do chia, tách", en="New by a split"),
            ends=Words(vi="Chấm dứt hoạt động do chia", en="Divided"),
            people="with_organizations",
            fields={
                "into": Words(vi="Các tổ chức mới", en="New organizations"),
                "stays": Words(vi="Phần ở lại tổ chức nguồn", en="What stays with the source"),
            },
            also=("separate", "detach", "unmerge", "demerge", "chia", "tách", "chia tách"),
        ),
        Verb(
            kind=Rearrange,
            title=Words(vi="Sắp xếp nhiều tổ chức thành nhiều tổ chức", en="Rearrange"),
            says=Words(
                vi="theo bảng phân bổ",
                en="several become several, by an allocation",
            ),
            link=Words(vi="sắp xếp lại", en="rearrange"),
            begins=Words(vi="Thành lập do sắp xếp", en="New by a rearrangement"),
            ends=Words(vi="Chấm dứt hoạt động do sắp xếp", en="Ended by a rearrangement"),
            people="with_organizations",
            fields={"results": Words(vi="Các tổ chức sau sắp xếp", en="Organizations afterwards")},
            also=("reorganize", "restructure", "sắp xếp", "sắp xếp lại"),
        ),
        Verb(
            kind=Dissolve,
            title=Words(vi="Giải thể", en="Dissolve"),
            says=Words(
                vi="một tổ chức chấm dứt hoạt động; nêu rõ nơi tiếp nhận đảng viên, chi bộ, địa bàn",
                en="one ends; where its people, cells and groups go is stated",
            ),
            ends=Words(vi="Giải thể", en="Dissolved"),
            points=("dissolution-decision", Words(vi="nội dung quyết định", en="what the decision names")),
            fields={"wording": Words(vi="Chữ dùng trong quyết định", en="Word of the decision")},
            also=(
                "abolish",
                "disestablish",
                "close",
                "close_down",
                "terminate",
                "liquidate",
                "wind_up",
                "delete",
                "remove",
                "end",
                "xóa",
                "xóa bỏ",
                "bãi bỏ",
                "chấm dứt",
                "chấm dứt hoạt động",
                "kết thúc hoạt động",
            ),
        ),
        Verb(
            kind=Disband,
            title=Words(vi="Giải tán", en="Disband"),
            says=Words(
                vi="như trên nhưng là hình thức kỷ luật, do cấp ủy cấp trên cách một cấp quyết định",
                en="the same as a penalty, decided by the committee above the direct superior",
            ),
            ends=Words(vi="Giải tán", en="Disbanded"),
        ),
        Verb(
            kind=Reassign,
            title=Words(vi="Chuyển giao, tiếp nhận", en="Reassign"),
            says=Words(
                vi="đổi cấp trên, cùng các tổ chức bên dưới; hai cấp trên khác nhau thì có hai quyết định",
                en="another superior, with everything below; across superiors two decisions",
            ),
            people="with_organizations",
            fields={
                "receiving": Words(vi="Quyết định tiếp nhận", en="Decision that receives"),
                "agreement": _AGREEMENT,
            },
            also=("move", "relocate", "attach", "chuyển", "chuyển giao", "chuyển cấp trên"),
        ),
        Verb(
            kind=HandOut,
            title=Words(vi="Chuyển giao ra ngoài", en="Hand out"),
            says=Words(
                vi="một tổ chức ra khỏi hồ sơ, cùng các tổ chức bên dưới, đảng viên, xóm, tổ dân phố",
                en="one leaves the register with everything below it, with people and residential groups",
            ),
            ends=Words(vi="Chuyển giao ra ngoài", en="Handed out of the register"),
            people="with_organizations",
            fields={
                "to": Words(vi="Nơi tiếp nhận (ngoài hồ sơ)", en="Who receives it, outside the register"),
                "receiving": Words(vi="Quyết định tiếp nhận", en="Decision that receives"),
                "agreement": _AGREEMENT,
            },
            also=("hand_over", "give_away", "bàn giao", "chuyển đi"),
        ),
        Verb(
            kind=Receive,
            title=Words(vi="Tiếp nhận từ ngoài", en="Receive"),
            says=Words(
                vi="các tổ chức từ ngoài vào hồ sơ, giữ nguyên đảng viên, xóm, tổ dân phố",
                en="organizations come into the register as they stand, with people and residential groups",
            ),
            begins=Words(vi="Tiếp nhận từ ngoài", en="Received from outside the register"),
            people="with_organizations",
            fields={
                "organizations": Words(vi="Các tổ chức được tiếp nhận", en="Organizations received"),
                "members": Words(vi="Đảng viên của từng tổ chức", en="Members of each of them"),
                "groups": Words(vi="Xóm, tổ dân phố đi cùng", en="Residential groups that come along"),
                "from_": Words(vi="Nơi chuyển giao (ngoài hồ sơ)", en="Who had them, outside the register"),
                "handing": Words(vi="Quyết định chuyển giao", en="Decision that hands over"),
                "agreement": _AGREEMENT,
            },
            also=("take_in", "take_over", "nhận", "tiếp nhận"),
        ),
        Verb(
            kind=Convert,
            title=Words(vi="Chuyển cấp, chuyển hình thức", en="Convert"),
            says=Words(
                vi="đổi cấp, hình thức hoặc loại hình; tổ chức vẫn tiếp tục hoạt động",
                en="another level, form or unit type; the organization goes on",
            ),
            link=Words(vi="chuyển đổi", en="convert"),
            begins=Words(vi="Thành lập do chuyển hình thức", en="New by a conversion"),
            ends=Words(vi="Chấm dứt hoạt động do chuyển hình thức", en="Ended by a conversion"),
            people="with_organizations",
            fields={
                "cells": Words(vi="Các chi bộ mới", en="New cells"),
                "organizations": Words(vi="Các tổ chức", en="Organizations"),
            },
            also=(
                "upgrade",
                "downgrade",
                "change_level",
                "change_form",
                "change_kind",
                "chuyển đổi",
                "nâng cấp",
                "chuyển cấp",
                "chuyển hình thức",
            ),
        ),
        Verb(
            kind=Rename,
            title=Words(vi="Đổi tên", en="Rename"),
            says=Words(
                vi="tên khác; tổ chức vẫn tiếp tục hoạt động",
                en="another name; the organization goes on",
            ),
            fields={"name": Words(vi="Tên mới", en="New name")},
            also=("change_name", "đặt lại tên"),
        ),
        Verb(
            kind=Recode,
            title=Words(vi="Đổi mã", en="Recode"),
            says=Words(
                vi="mã số khác; tổ chức vẫn tiếp tục hoạt động",
                en="another code; the organization goes on",
            ),
            fields={"code": Words(vi="Mã mới", en="New code")},
            also=("change_id", "change_code"),
        ),
        Verb(
            kind=ChangeHostUnit,
            title=Words(vi="Đổi cơ quan, đơn vị", en="Change host unit"),
            says=Words(
                vi="thuộc cơ quan, đơn vị khác hoặc không thuộc đơn vị nào; tổ chức vẫn tiếp tục hoạt động",
                en="in another agency or unit, or in none; the organization goes on",
            ),
        ),
        Verb(
            kind=Divide,
            title=Words(vi="Chia thành tổ đảng", en="Divide"),
            says=Words(
                vi="chi bộ chia thành bao nhiêu tổ đảng; không ai đổi danh sách",
                en="into how many tổ đảng a cell is divided; nobody changes rolls",
            ),
            fields={"into": Words(vi="Số tổ đảng", en="Number of groups of members")},
        ),
        Verb(
            kind=WithdrawConsent,
            title=Words(vi="Thu hồi văn bản đồng ý", en="Withdraw consent"),
            says=Words(
                vi="văn bản đồng ý của cấp trên hết hiệu lực",
                en="a paper by which the higher level agreed covers nothing any more",
            ),
            fields={"document": Words(vi="Văn bản bị thu hồi", en="Paper that is withdrawn")},
            also=("revoke_consent", "cancel_consent"),
        ),
        Verb(
            kind=Transfer,
            title=Words(vi="Chuyển sinh hoạt đảng", en="Transfer"),
            says=Words(
                vi="đảng viên chuyển sang tổ chức khác, hoặc sinh hoạt tạm thời nơi khác",
                en="people go to another roll, or take part elsewhere for a time",
            ),
            follows="people",
            fields={"from_": Words(vi="Nơi chuyển đi", en="Whose roll they are on")},
            also=("move_member", "move_members", "chuyển sinh hoạt"),
        ),
        Verb(
            kind=Admit,
            title=Words(vi="Kết nạp, tiếp nhận", en="Admit"),
            says=Words(
                vi="cách duy nhất để từng đảng viên vào danh sách",
                en="the only way people come onto the rolls without their organization",
            ),
            follows="people",
            fields={"to": Words(vi="Tổ chức kết nạp, tiếp nhận", en="Organization that admits or receives")},
            also=("enroll", "add_member", "readmit", "tiếp nhận", "kết nạp", "kết nạp lại"),
        ),
        Verb(
            kind=Recognize,
            title=Words(vi="Công nhận chính thức", en="Recognize"),
            says=Words(
                vi="đảng viên dự bị là đảng viên chính thức; danh sách không đổi",
                en="probationary members become full; no roll changes",
            ),
            follows="people",
            fields={"since": Words(vi="Chính thức từ ngày", en="First day as full")},
            also=("confirm", "công nhận"),
        ),
        Verb(
            kind=RenameMember,
            title=Words(vi="Đổi họ tên đảng viên", en="Rename member"),
            says=Words(
                vi="đảng viên có họ tên khác từ nay; ghi sai thì đính chính",
                en="a person has another name from now on; what was wrong is corrected",
            ),
            follows="people",
            fields={"name": Words(vi="Họ tên mới", en="New name of the person")},
        ),
        Verb(
            kind=Leave,
            title=Words(vi="Ra khỏi danh sách", en="Leave"),
            says=Words(
                vi="cách duy nhất để từng đảng viên ra khỏi danh sách",
                en="the only way people leave the rolls without their organization",
            ),
            follows="people",
            also=("expel", "exclude", "remove_member", "delete_member", "khai trừ", "xóa tên", "ra khỏi Đảng"),
        ),
        Verb(
            kind=AssignGroups,
            title=Words(vi="Điều chỉnh địa bàn lãnh đạo", en="Assign groups"),
            says=Words(
                vi="chi bộ nào lãnh đạo xóm, tổ dân phố nào",
                en="which cells serve which residential groups",
            ),
        ),
        Verb(
            kind=ChangeGroup,
            title=Words(vi="Thay đổi thông tin xóm, tổ dân phố", en="Change group"),
            says=Words(
                vi="tên, loại, xã phường, người đứng đầu của xóm, tổ dân phố; chi bộ lãnh đạo không đổi",
                en="name, kind, place or head of a residential group; its cells stay",
            ),
            fields={"clears": Words(vi="Những mục chưa rõ từ nay", en="What nobody knows from now on")},
        ),
        Verb(
            kind=MergeGroups,
            title=Words(vi="Sáp nhập xóm, tổ dân phố", en="Merge groups"),
            says=Words(
                vi="sáp nhập chính xóm, tổ dân phố, do cơ quan nhà nước quyết định",
                en="the groups themselves become one, by a decision of the State",
            ),
            fields={
                "sources": Words(vi="Xóm, tổ dân phố được sáp nhập", en="Residential groups that are merged"),
                "into": Words(vi="Xóm, tổ dân phố nhận", en="Residential group that goes on"),
            },
        ),
        Verb(
            kind=SplitGroup,
            title=Words(vi="Chia xóm, tổ dân phố", en="Split group"),
            says=Words(
                vi="chia chính xóm, tổ dân phố, do cơ quan nhà nước quyết định",
                en="a group itself becomes several, by a decision of the State",
            ),
            fields={
                "source": Words(vi="Xóm, tổ dân phố được chia", en="Residential group that is split"),
                "into": Words(vi="Các xóm, tổ dân phố mới", en="New residential groups"),
            },
        ),
        Verb(
            kind=Realign,
            title=Words(vi="Chuyển đoàn thể về cấp trên khác", en="Realign"),
            says=Words(
                vi="đoàn thể đổi cấp trên",
                en="mass bodies get another superior",
            ),
            fields={"to": Words(vi="Tổ chức đảng của cấp trên mới", en="Party organization of the new superior")},
        ),
        Verb(
            kind=Appoint,
            title=Words(vi="Kiện toàn chức vụ", en="Appoint"),
            says=Words(
                vi="đảng viên giữ một chức vụ trong cấp ủy, do chỉ định hoặc bầu",
                en="somebody has a post in a body that leads, appointed or elected",
            ),
            fields={
                "organization": Words(vi="Tổ chức có chức vụ", en="Organization that is led"),
                "source": Words(vi="Bầu, chỉ định", en="Elected or appointed"),
            },
            also=("elect", "nominate", "bổ nhiệm", "bầu", "chỉ định", "kiện toàn"),
        ),
        Verb(
            kind=EndPost,
            title=Words(vi="Thôi giữ chức vụ", en="End post"),
            says=Words(
                vi="đảng viên không còn giữ một chức vụ trong cấp ủy",
                en="somebody has a post in a body that leads no longer",
            ),
            fields={"organization": Words(vi="Tổ chức có chức vụ", en="Organization that is led")},
            also=("dismiss", "remove", "resign", "miễn nhiệm", "bãi nhiệm", "cách chức", "thôi giữ chức"),
        ),
        Verb(
            kind=Restore,
            title=Words(vi="Khôi phục hiện trạng", en="Restore"),
            says=Words(
                vi="mọi thứ trở lại như trước một quyết định; lập từ bản xem trước, không lập tay",
                en="what a decision changed stands again; made by `Preview.inverse`, not by hand",
            ),
            link=Words(vi="khôi phục", en="restore"),
            begins=_TAKEN_BACK,
            ends=_TAKEN_BACK,
            people="verb",
            fields={
                "decision": Words(vi="Quyết định được hủy bỏ", en="Decision that is taken back"),
                "records": Words(vi="Tổ chức được khôi phục", en="Organizations that stand again"),
                "ends": Words(vi="Tổ chức chấm dứt hoạt động", en="Organizations that end"),
                "rolls": Words(vi="Danh sách đảng viên được khôi phục", en="Rolls that stand again"),
                "leaves": Words(vi="Đảng viên ra khỏi danh sách", en="Members who leave the rolls"),
                "forgets": Words(vi="Hồ sơ đảng viên thu lại", en="Records of members that are withdrawn"),
                "people": Words(vi="Hồ sơ đảng viên được khôi phục", en="Records of members that stand again"),
                "at_home": Words(
                    vi="Trong đó những người vẫn ở danh sách cũ", en="Those of them who are on the roll they were on"
                ),
                "become": Words(
                    vi="Đảng viên ghi bằng số trở lại loại cũ", en="Members known by number who change their status"
                ),
                "beside": Words(
                    vi="Xóm, tổ dân phố, sinh hoạt tạm thời, đoàn thể, chức vụ, nhiệm kỳ được khôi phục",
                    en="Residential groups, temporary stays, mass bodies, seats, terms that stand again",
                ),
                "beside_ends": Words(vi="Những bản ghi ấy chấm dứt (bảng, mã)", en="Those that end (table, key)"),
                "left_beside": Words(vi="Những bản ghi ấy như quyết định để lại", en="Those as the decision left them"),
                "left_records": Words(vi="Tổ chức như quyết định để lại", en="Organizations as the decision left them"),
                "left_rolls": Words(vi="Danh sách như quyết định để lại", en="Rolls as the decision left them"),
                "left_people": Words(
                    vi="Hồ sơ đảng viên như quyết định để lại", en="Records of members as the decision left them"
                ),
                "counted": Words(
                    vi="Số đảng viên ghi bằng số trở lại và rút ra (chính thức, dự bị)",
                    en="Members known by number who come back and go (full, probationary)",
                ),
            },
            also=("undo", "revert", "revoke", "roll_back", "cancel", "annul", "hủy", "hủy bỏ", "khôi phục", "hoàn tác"),
        ),
    )
}
"""Every verb by its code, in the order of lists and schemas."""
