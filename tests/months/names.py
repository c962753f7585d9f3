"""Made-up parties of a school's bank account, and what the bank makes of their names. No such firm or person is meant."""

from random import Random
from typing import NamedTuple

from tests.months.rates import Names


class Party(NamedTuple):
    """Somebody who is paid, or pays."""

    name: str
    short: str
    """As the clerk writes it in a hurry."""
    purpose: str


_FIRMS = """
清河市供电有限责任公司 供电公司 电费|清河市自来水有限公司 自来水公司 水费|清河燃气（集团）有限公司 燃气公司 燃气费
中国电信股份有限公司清河分公司 电信公司 电话费|清河市广电网络有限责任公司 广电网络 网络费|清河市晨光文具有限公司 晨光文具 办公用品款
清河市博文图书有限责任公司 博文图书 图书款|江城启明教学设备有限公司 启明设备 教学设备款|江城市远达计算机有限公司 远达计算机 电脑款
清河市永固建筑工程有限公司 永固建筑 维修工程款|清河市新绿园林绿化有限公司 新绿园林 绿化养护费|清河市安平保安服务有限责任公司 安平保安 保安服务费
清河市洁美保洁服务有限公司 洁美保洁 保洁费|清河市惠民粮油有限责任公司 惠民粮油 粮油款|清河市鲜达农产品有限公司 鲜达农产品 蔬菜款
清河市肉联食品（集团）有限公司 肉联食品 肉类款|江城市乳品有限公司 江城乳品 学生奶款|清河市康乐体育用品有限公司 康乐体育 体育器材款
江城华彩印务有限公司 华彩印务 印刷费|清河市万家打印耗材经营部 万家耗材 耗材款|清河市平安客运有限公司 平安客运 校车费
清河市中医院 中医院 体检费|清河市疾病预防控制中心 疾控中心 检测费|江城智联软件有限公司 智联软件 软件服务费
江城云教信息技术（清河）有限公司 云教信息 平台服务费|清河市华厦装饰有限公司 华厦装饰 装修款|清河市众诚会计师事务所（普通合伙） 众诚会计 审计费
清河市正源律师事务所 正源律师 法律顾问费|清河市博爱消防器材有限公司 博爱消防 消防器材款|清河市顺达电梯维保有限公司 顺达电梯 电梯维保费
清河市恒温空调工程有限公司 恒温空调 空调维修费|江城市爱乐琴行 爱乐琴行 乐器款|清河市青松校服有限公司 青松校服 校服款
清河市环卫服务中心 环卫中心 垃圾清运费|清河市邮政局 邮政局 报刊费|江城新华书店有限责任公司 新华书店 教材款
江城新华书店有限责任公司清河分公司 新华书店清河 教辅款|清河市宏图广告有限公司 宏图广告 宣传栏制作费|清河市金锁五金经营部 金锁五金 五金材料款
清河市丰源水电安装有限公司 丰源水电 水电维修款|清河市家和家具有限责任公司 家和家具 课桌椅款|江城市光明眼镜有限公司 光明眼镜 护眼灯款
清河市百草园艺场 百草园艺 花木款|清河市佳佳食品配送有限公司 佳佳食品 食材款|江城市科普仪器有限公司 科普仪器 实验仪器款
"""
_PAYERS = """
清河市财政局 财政局 生均公用经费|清河市教育局 教育局 专项经费|清河市财政国库支付中心 国库支付中心 授权支付额度
清河市社会保险事业管理中心 社保中心 生育津贴|清河市总工会 总工会 工会经费返还|清河市残疾人联合会 残联 特教补助
清河市慈善总会 慈善总会 捐赠款|江城师范学院 江城师院 实习经费|清河市校友企业联合会 校友会 奖学金捐款
清河市关心下一代工作委员会 关工委 活动经费|清河市红十字会 红十字会 救助款|清河市退役军人事务局 退役军人局 宣教经费
"""


def _parties(lines: str) -> tuple[Party, ...]:
    return tuple(Party(*one.split()) for one in lines.strip().replace("\n", "|").split("|"))


SUPPLIERS, PAYERS = _parties(_FIRMS), _parties(_PAYERS)
FUND = Party("清河市住房公积金管理中心", "公积金中心", "公积金")
OWN_STAFF = Party("代发工资过渡户", "代发户", "工资")
CHANNELS = (
    Party("财付通支付科技有限公司", "财付通", "餐费"),
    Party("清河银联商务有限公司", "银联商务", "餐费"),
)

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英文华建国玉红春梅海燕志宇浩然子涵欣怡雨轩思远若曦嘉琪博"
)


def person(chance: Random) -> str:
    """A name of two or three characters."""
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))


def at_the_bank(name: str, kinds: Names, chance: Random) -> tuple[str, bool]:
    """The name as the statement has it ("" for none), and whether the summary has it instead."""
    kind = chance.choices(list(vars(kinds)), list(vars(kinds).values()))[0]
    if kind == "limited":
        long, short = "有限责任公司", "有限公司"
        return (name.replace(long, short) if long in name else name.replace(short, long)), False
    if kind == "brackets":
        kept = chance.choice(("()", ("", "")))
        return name.replace("（", kept[0]).replace("）", kept[1]), False
    if kind == "cut":
        return name[:10], False
    return ("" if kind in ("inside", "missing") else name), kind == "inside"
