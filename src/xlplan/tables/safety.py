"""safety.xlsx: what is dangerous and how it was put right, drills, pledges, lessons, the gate, fire gear, hygiene, accidents."""

from xlplan.excel.table import Table, count, day, money, quantity, text, time
from xlplan.tables.office import SchoolClass, Staff

CLOSED = "已销号"
"""状态 of a hazard that was put right and looked at again."""


class Hazard(Table, workbook="safety.xlsx", sheet="隐患台账"):
    """隐患一处一行：发现、定级、整改、复查、销号；整改好了、验收了才能写已销号。"""

    number = text("编号", required=True, unique=True, subject=True, help="自己编，不重复，如 YH2026-001。")
    found = day("排查日期", required=True, dated=True)
    inspection = text("排查类型", required=True, choices=("日常", "月度", "专项"), width=9)
    area = text("区域", required=True, width=14)
    part = text("部位", required=True, width=18)
    kind = text(
        "隐患类别",
        required=True,
        choices=(
            "校舍建筑", "消防", "电气", "体育器材", "食堂食品", "宿舍", "校园周边",
            "特种设备", "危化品", "校车", "网络", "心理", "应急",
        ),
    )  # fmt: skip
    content = text("描述", required=True, width=34)
    before = text("照片前", photos=True, width=24)
    level = text("等级", required=True, choices=("一般", "重大"), width=8)
    finder = text("发现人", required=True, offers=Staff.name, width=9)
    measure = text("整改措施", width=30)
    department = text("责任部门", width=12)
    owner = text("责任人", refers=Staff.name, width=9)
    due = day("期限", help="最迟哪一天改好。")
    cost = money("资金", blank=0, help="整改花的钱；没有花的空着。")
    protection = text("临时防护", help="整改好以前怎么防，如 停用、拉警戒线。", width=20)
    mended = day("整改完成日")
    after = text("照片后", photos=True, width=24)
    acceptor = text("验收人", refers=Staff.name, help="复查的人，不能是责任人自己。", width=9)
    accepted = day("验收日")
    state = text("状态", required=True, choices=("未整改", "整改中", CLOSED), width=9)
    reported = day("上报日")
    receipt = text("上报回执", help="回执号，或者存的文件名。", width=23)


class Drill(Table, workbook="safety.xlsx", sheet="演练"):
    """应急演练一次一行；演练以前填到分工，做方案；演练以后填用时、评价，做总结。"""

    number = text("演练号", required=True, unique=True, subject=True, help="自己编，不重复，如 YL2026-09。")
    date = day("日期", required=True, dated=True)
    kind = text(
        "类型",
        required=True,
        choices=("应急疏散", "消防疏散", "防震疏散", "防暴恐", "食品安全", "防溺水", "校车", "其他"),
        width=10,
    )
    theme = text("主题", required=True, width=26)
    clock = text("时间", help="几点几分，如 10:10。", width=9)
    place = text("地点", required=True, width=18)
    purpose = text("目的", width=34)
    route = text("流程和路线", help="分几步的，一行写一步。", width=62)
    duties = text("分工", help="一行写一个人或一组做什么。", width=56)
    leader = text("负责人", required=True, refers=Staff.name, width=9)
    expected = count("应到", help="应参加的人数。")
    present = count("实到", help="演练以后填。")
    seconds = count("用时", unit="秒", help="从信号发出到全部撤到安全地点；不是疏散的空着。")
    photos = text("照片", photos=True, width=24)
    verdict = text("评价", help="演练得怎么样。", width=30)
    lessons = text("问题和改进", width=34)
    state = text("状态", required=True, choices=("计划", "已完成", "取消"), width=8)


class Pledge(Table, workbook="safety.xlsx", sheet="责任书"):
    """安全责任书一份一行，层层签订；签了填签订日，存扫描件。"""

    number = text("责任书号", required=True, unique=True, subject=True, width=18)
    year = text("学年", required=True, help="如 2026—2027学年。", width=16)
    tier = text("层级", required=True, choices=("学校", "处室", "班主任", "岗位", "班级"), width=9)
    giver = text(
        "甲方", required=True, offers=Staff.name, help="上一级的负责人；最上一级是主管部门。", width=16
    )
    taker = text(
        "乙方", required=True, offers=Staff.name, help="签字的人；学生和家长以班为单位的，写班级。", width=16
    )
    post = text("岗位", width=14)
    signed = day("签订日", dated=True, help="还没有签的空着。")
    until = day("期限", required=True, help="到哪一天为止。")
    scan = text("扫描件", photos=True, help="签好以后拍的照片或扫描的图片。", width=24)


class EmergencyPlan(Table, workbook="safety.xlsx", sheet="应急预案"):
    """应急预案一个一行；修订了就改版本和修订日。"""

    name = text("预案", required=True, unique=True, subject=True, width=28)
    edition = text("版本", required=True, help="如 2026年修订。", width=14)
    revised = day("修订日", required=True, help="最近一次修订或者制定的日期。")
    approver = text("审批人", required=True, refers=Staff.name)
    approved = day("审批日")
    owner = text("责任人", required=True, refers=Staff.name)
    filed = text("存放", help="文件名，或者存在哪里。", width=52)


class SafetyLesson(Table, workbook="safety.xlsx", sheet="安全教育"):
    """安全班会和安全教育一次一行。"""

    date = day("日期", required=True, dated=True)
    room = text("班级", required=True, refers=SchoolClass.name, subject=True, width=15)
    theme = text("主题", required=True, width=28)
    teacher = text("授课人", required=True, refers=Staff.name)
    lesson = text("教案", help="教案的文件名，或者存在哪里。", width=43)
    pupils = count("人数")


class GateDuty(Table, workbook="safety.xlsx", sheet="门卫值班"):
    """门卫值班一班一行，每天的每个班次都要有人。"""

    date = day("日期", required=True, dated=True)
    shift = text("班次", required=True, subject=True, help="照“参数”表的“门卫班次”写，如 白班。", width=8)
    guard = text("值班人", help="外聘的写姓名、单位。", offers=Staff.name, width=24)
    patrols = count("巡逻次数")
    matter = text("情况", help="没有情况的写 正常。", width=30)
    taker = text("接班人", offers=Staff.name, width=24)


class Visit(Table, workbook="safety.xlsx", sheet="来访登记"):
    """来访一人一行；离开了填离校时间。"""

    came = time("进校时间", required=True, dated=True)
    name = text("来访人", required=True, subject=True)
    identity = text("证件号", required=True, private=True, help="按文本填写。", width=22)
    from_where = text("单位", width=18)
    reason = text("事由", required=True, width=22)
    host = text("受访人", required=True, offers=Staff.name)
    number = count("人数", required=True)
    left = time("离校时间")
    guard = text("登记人", required=True, offers=Staff.name, width=24)


class FireGear(Table, workbook="safety.xlsx", sheet="消防器材"):
    """消防器材一具一行；每次检查改检查日，维修了改维修日。"""

    number = text("器材号", required=True, unique=True, subject=True, help="贴在器材上的号，如 MHQ-001。")
    kind = text(
        "种类",
        required=True,
        choices=(
            "干粉灭火器", "水基灭火器", "二氧化碳灭火器", "洁净气体灭火器",
            "消火栓", "应急灯", "疏散指示", "烟感", "其他",
        ),
        width=14,
    )  # fmt: skip
    model = text("型号", width=14)
    place = text("位置", required=True, width=22)
    made = day("出厂日", required=True)
    checked = day("检查日", required=True, help="最近一次检查的日期。")
    checker = text("检查人", required=True, refers=Staff.name)
    serviced = day("维修日", help="最近一次送修、充装的日期；没有修过的空着。")
    state = text("状态", required=True, choices=("完好", "待修", "已报废"), width=9)


class Hygiene(Table, workbook="safety.xlsx", sheet="卫生检查"):
    """卫生检查一处一行：教室、宿舍、包干区、负责的路段。"""

    date = day("日期", required=True, dated=True)
    area = text("区域", required=True, subject=True, help="如 教室、宿舍、厕所、学府路路段。", width=16)
    room = text("责任班级", offers=SchoolClass.name, help="不归班级的写部门。", width=15)
    checker = text("检查人", required=True, refers=Staff.name)
    score = quantity("得分", required=True, help="满分 100。")
    problem = text("问题", width=28)
    mended = day("整改日", help="有问题的，改好了填。")


class Accident(Table, workbook="safety.xlsx", sheet="事故"):
    """安全事故一起一行；没有事故就空着。"""

    number = text("事故号", required=True, unique=True, subject=True)
    moment = time("时间", required=True, dated=True, day_alone=True)
    place = text("地点", required=True, width=16)
    kind = text(
        "类别",
        required=True,
        choices=("意外伤害", "交通", "溺水", "火灾", "食品", "校园欺凌", "其他"),
        width=10,
    )
    content = text("经过", required=True, width=36)
    hurt = count("受伤人数", required=True)
    dead = count("死亡人数", required=True)
    responsible = text("责任", help="责任怎么定的，谁的责任。", width=24)
    outcome = text("处理结论", width=28)
    settled = day("结案日")
    reported = day("上报日")
