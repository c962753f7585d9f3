"""荣誉创建 and 工会慰问 of the demo school: the union pays from its own account, so the ledger does not know of it."""

from collections.abc import Iterator
from datetime import date

from xlplan.demo.people import RETIRED, STAFF, TEACHERS, holder
from xlplan.demo.presence import leaves

_HONOURS = (
    # 称号, 级别, 申报期限, 责任人的岗位, 材料清单, 缺的材料, 申报日, 状态, 批准文号
    ("安全管理先进单位", "县", "2026-03-31", "政教主任", "自评报告\n隐患台账\n演练和培训记录", "", "2026-03-26", "已获得", "岚教通〔2026〕44号"),
    ("花园式学校", "县", "2026-06-30", "总务主任", "自评报告\n绿化平面图\n照片", "", "2026-06-24", "未获得", ""),
    ("语言文字规范化示范校", "市", "2026-10-30", "教导主任", "自评报告\n课堂和校园用字检查记录\n活动照片", "", "2026-10-27", "已申报", ""),
    ("平安校园", "县", "2026-12-15", "政教主任", "自评报告\n安全制度汇编\n全年演练记录\n来访登记和值班记录", "十二月的演练记录", "", "准备中", ""),
    ("教工之家", "县", "2027-03-31", "办公室主任", "自评报告\n活动室照片\n慰问和活动记录", "活动室照片", "", "准备中", ""),
)  # fmt: skip
_VISITORS = (holder("办公室主任"), holder("干事"))
_GONE = next(row[1] for row in STAFF if row[0] == RETIRED)
_IN_HOSPITAL = next(leave.name for leave in leaves() if leave.reason == "住院治疗")
_MARRIED = next(leave.name for leave in leaves() if leave.kind == "婚假")
_VISITS = (
    # 日期, 对象, 事由, 慰问品, yuan, 签收人 where it is a relative, 票据
    ("2026-01-20", holder("厨师"), "生活困难", "大米、食用油", 800, "", "困难职工慰问签收表2026.pdf"),
    ("2026-01-20", holder("保安"), "生活困难", "大米、食用油", 600, "", "困难职工慰问签收表2026.pdf"),
    ("2026-03-18", TEACHERS[3], "生病住院", "牛奶、水果", 380, "", "工会票据0318.pdf"),
    ("2026-04-09", TEACHERS[20], "亲属去世", "花圈", 500, "", "工会票据0409.pdf"),
    ("2026-04-30", _GONE, "退休", "纪念品", 980, "", "工会票据0430.pdf"),
    ("2026-05-18", _IN_HOSPITAL, "生病住院", "营养品", 460, "", "工会票据0518.pdf"),
    ("2026-06-03", TEACHERS[8], "生病住院", "营养品", 420, "妻子代签", "工会票据0603.pdf"),
    ("2026-07-15", holder("水电工"), "生病住院", "水果", 300, "", "工会票据0715.pdf"),
    ("2026-10-12", _MARRIED, "结婚", "床上用品", 480, "", "工会票据1012.pdf"),
    ("2026-10-13", TEACHERS[15], "生病住院", "营养品", 450, "", "工会票据1013.pdf"),
    ("2026-11-05", TEACHERS[26], "亲属去世", "花圈", 500, "", "工会票据1105.pdf"),
    ("2026-11-24", TEACHERS[40], "生病住院", "牛奶、水果", 360, "", "工会票据1124.pdf"),
)  # fmt: skip


def honours() -> Iterator[tuple[object, ...]]:
    """The rows of 荣誉创建, by day."""
    for name, level, due, post, materials, lacking, done, state, document in _HONOURS:
        yield (
            name, level, date.fromisoformat(due), holder(post), materials, lacking,
            date.fromisoformat(done) if done else None, state, document,
        )  # fmt: skip


def condolences() -> Iterator[tuple[object, ...]]:
    """The rows of 工会慰问, by day."""
    for said, person, reason, gift, yuan, relative, receipt in _VISITS:
        day = date.fromisoformat(said)
        yield day, person, reason, gift, yuan * 100, "、".join(_VISITORS), relative or person, day, receipt
