"""新建单位：建好文件夹和全部台账。"""

from pathlib import Path

from xlplan import demo as demo_school
from xlplan.excel.masters import workbook
from xlplan.findings import CannotRun
from xlplan.jobs.desk import SETTINGS
from xlplan.jobs.writing import refuse_taken, write_whole
from xlplan.tables import ABOUT, MASTERS, starting

FOLDERS = ("workbooks", "bank", "centre", "photos", "templates", "papers", "records")
_SETTINGS = """\
# xlplan 的设置；台账里的内容在 workbooks 里改，这里一般不用动。
#
# 夜间检查没有做成、查出错误、该运行没有运行时，要发消息给谁。消息里只有个数、日期和到哪里看，没有姓名、金额、账号。
# 要用哪一种，就去掉它前面的 # 和 notify、方括号两行前面的 #，换成自己的；可以用几种。
# notify = [
#   "mailto://12345678:授权码@qq.com?to=87654321@qq.com",  # QQ 邮箱，谁发，发给谁；163.com、foxmail.com 也这样写
#   "mailtos://zongwu:密码@school.cn?smtp=smtp.school.cn&to=12345678@qq.com",  # 别的邮箱，写明发信的服务器
#   "wecombot://KEY",  # 企业微信群机器人：网址里 key= 后面的
#   "dingtalk://SECRET@TOKEN",  # 钉钉群机器人：SEC 开头的密钥，和网址里 access_token= 后面的
#   "feishu://TOKEN",  # 飞书群机器人：网址里 hook/ 后面的
#   "keyring:消息",  # 不想把密码写在这里：运行 keyring set xlplan 消息，把整段地址存进系统的密码库
# ]
"""


def new(folder: Path, demo: bool = False, clean: bool = False) -> list[Path]:
    """新建单位。

    建一个空的单位文件夹；demo 建演示学校（里面有意留了差错），clean 建没有差错的演示学校。
    文件夹里已经有东西就不动它。
    """
    try:
        refuse_taken(folder)
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise CannotRun(f"{folder} 建不了（{reason.strerror}）。") from None
    settings = _SETTINGS
    if demo or clean:
        files = demo_school.files(clean=clean)
        settings += f"today = {demo_school.TODAY}  # 演示学校停在这一天\n"
        for name, content in demo_school.statements(clean).items():
            write_whole(folder / "bank" / name, content)
        for name, content in demo_school.centre_exports(clean).items():
            write_whole(folder / "centre" / name, content)
        for name, content in demo_school.photos(clean).items():
            write_whole(folder / "photos" / name, content)
    else:
        frames = starting.frames()
        files = {
            name: workbook(tables, frames, lists=frames, about=ABOUT[name])
            for name, tables in MASTERS.items()
        }
    for name, content in files.items():
        write_whole(folder / "workbooks" / name, content)
    write_whole(folder / SETTINGS, settings.encode())
    return [folder / "workbooks" / name for name in files]
