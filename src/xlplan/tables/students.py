"""students.xlsx: the pupils, who is missing and was visited at home, how they grow, where they sleep, where they go."""

from xlplan.excel.table import Table, count, day, quantity, text
from xlplan.tables.office import SchoolClass, Staff

HERE = "在读"
"""状态 of a pupil of the school."""


class Student(Table, workbook="students.xlsx", sheet="学生"):
    """学生花名册，一人一行；转走、毕业的不删，改状态，填离校日。"""

    number = text(
        "学籍号", required=True, unique=True, subject=True, private=True, help="按文本填写。", width=24
    )
    name = text("姓名", required=True)
    sex = text("性别", required=True, choices=("男", "女"), width=7)
    born = day("出生日期", required=True)
    room = text("班级", required=True, refers=SchoolClass.name, help="毕业、转走的写离校时的班级。", width=15)
    boarder = text("住宿", required=True, choices=("是", "否"), width=7)
    guardian = text("监护人", width=10)
    telephone = text("联系电话", private=True, width=15)
    address = text("家庭住址", width=26)
    entered = day("入学日", required=True)
    state = text("状态", required=True, choices=(HERE, "休学", "转出", "毕业", "失联"), width=8)
    left = day("离校日")


class HomeVisit(Table, workbook="students.xlsx", sheet="控辍家访"):
    """控辍保学的家访一次一行，要有记录、有图片。"""

    number = text("家访号", required=True, unique=True, subject=True, help="自己编，不重复，如 JF2026-01。")
    student = text("学籍号", required=True, refers=Student.number, private=True, width=24)
    name = text("学生", required=True)
    room = text("班级", required=True, refers=SchoolClass.name, width=15)
    missing = day("失联日", help="从哪一天起没有来；没有失联、只是走访的空着。")
    date = day("家访日", required=True, dated=True)
    visitors = text(
        "家访人", required=True, refers=Staff.name, several=True, help="两人同行，用顿号隔开。", width=18
    )
    place = text("地点", required=True, width=22)
    content = text("情况", required=True, width=48)
    photos = text("照片", photos=True, width=28)
    outcome = text(
        "结果", required=True, choices=("已返校", "继续动员", "转学", "休学", "无辍学风险"), width=11
    )
    back = day("返校日")


class Fitness(Table, workbook="students.xlsx", sheet="体质健康"):
    """体质健康测试一人一学年一行，12 月上报。"""

    year = text("学年", required=True, help="如 2026—2027学年。", width=16)
    student = text("学籍号", required=True, refers=Student.number, private=True, subject=True, width=24)
    name = text("姓名", optional=True, help="“学生”表里的姓名，看着方便。", width=10)
    height = quantity("身高", blank=0, unit="厘米")
    weight = quantity("体重", blank=0, unit="千克")
    lungs = count("肺活量", unit="毫升")
    sprint = quantity("50米跑", blank=0, unit="秒")
    jump = quantity("立定跳远", blank=0, unit="厘米")
    bend = quantity("坐位体前屈", blank=0, unit="厘米")
    distance = count("长跑", unit="秒", help="男生 1000 米，女生 800 米。")
    strength = count("力量", unit="次", help="男生引体向上，女生一分钟仰卧起坐。")
    score = quantity("总分", blank=0)
    grade = text("等级", required=True, choices=("优秀", "良好", "及格", "不及格", "免测", "未测"), width=8)
    tested = day("测试日", dated=True)
    reported = day("上报日", help="报上去了的日期。")


class Checkup(Table, workbook="students.xlsx", sheet="体检"):
    """健康体检一人一学年一行。"""

    year = text("学年", required=True, help="如 2026—2027学年。", width=16)
    student = text("学籍号", required=True, refers=Student.number, private=True, subject=True, width=24)
    name = text("姓名", optional=True, help="“学生”表里的姓名，看着方便。", width=10)
    date = day("体检日", required=True, dated=True)
    height = quantity("身高", required=True, unit="厘米")
    weight = quantity("体重", required=True, unit="千克")
    left_eye = quantity("左眼视力", required=True, help="五分记录，如 5.0。")
    right_eye = quantity("右眼视力", required=True)
    result = text("结论", required=True, choices=("正常", "有异常"), width=9)
    trouble = text("异常", help="有异常的写明；会给家长看。", width=24)
    hospital = text("体检单位", required=True, width=20)


class Bed(Table, workbook="students.xlsx", sheet="住宿"):
    """床位一人一行；退宿、调床的填退宿日，新床位另起一行。"""

    building = text("楼", required=True, width=12)
    room = text("室", required=True, width=8)
    bed = text("床号", required=True, width=8)
    student = text("学籍号", required=True, refers=Student.number, private=True, subject=True, width=24)
    name = text("姓名", optional=True, help="“学生”表里的姓名，看着方便。", width=10)
    start = day("入住日", required=True, dated=True)
    end = day("退宿日")


class NightCheck(Table, workbook="students.xlsx", sheet="查寝"):
    """查寝一晚一层一行。"""

    date = day("日期", required=True, dated=True)
    building = text("楼", required=True, width=12)
    floor = text("层", required=True, subject=True, help="如 二层女生。", width=12)
    keeper = text("查寝人", required=True, refers=Staff.name)
    expected = count("应到", required=True)
    present = count("实到", required=True)
    absent = text("缺勤学生", help="写姓名，几个人用顿号隔开。", width=20)
    handled = text("处理", help="去了哪里，联系了谁。", width=34)


class Leaver(Table, workbook="students.xlsx", sheet="毕业去向"):
    """毕业生去向一人一行，包保到人。"""

    year = text("届", required=True, help="如 2026届。", width=9)
    student = text("学籍号", required=True, refers=Student.number, private=True, subject=True, width=24)
    name = text("姓名", optional=True, help="“学生”表里的姓名，看着方便。", width=10)
    kind = text("去向", choices=("普通高中", "中职学校", "就业", "复读", "其他"), width=10)
    school = text("去向单位", width=22)
    teacher = text("包保教师", required=True, refers=Staff.name)
    settled = day("落实日", help="报到、注册了的日期。")


class Outfit(Table, workbook="students.xlsx", sheet="证件校服"):
    """校服、学生证、上岗证，一班（上岗证写部门）一样一行。"""

    date = day("日期", required=True, dated=True, help="发放、清点的日期。")
    room = text("班级", required=True, subject=True, offers=SchoolClass.name, width=15)
    kind = text("物品", required=True, choices=("校服", "学生证", "上岗证"), width=9)
    entitled = count("应有", required=True)
    given = count("已有", required=True)
    receiver = text("签收人", offers=Staff.name)
