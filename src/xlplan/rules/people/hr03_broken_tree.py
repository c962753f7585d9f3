from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Staff
from xlplan.tables.people import Post
from xlplan.tables.tree import faults, holders

_HERE = "在岗"


@rule(
    "HR-03",
    fix="改“岗位”表：上级岗位从列表里选，一级一级能找到校长；人走了的换人或者空着，没有岗位的写进去。",
    whole=(Post,),
)
def broken_tree(books: Books) -> Iterator[Hits]:
    """岗位层级断链、没有人或者超编

    从校长到处室、组、个人，每个岗位都要说清归谁管：只有校长没有上级；上级岗位要在“岗位”表里，层级不比自己低，也不是个人；
    一级一级往上找，要找到校长，不能转回自己（指向这一圈里的第一个）。校长、处室、组的岗位要有人；写的人要在岗；在岗的人不超过
    核定数，人随岗走；空着的普通岗位不查。“教职工”表里在岗的人都要在一个岗位上，没有的指向他的姓名；岗位上还有“教职工”表里没有的姓名，就先
    改姓名，改好了再查。“岗位”表还空着的不查。

    错：
    岗位
    | 岗位       | 层级 | 上级岗位       | 姓名     | 核定数 |
    | ---------- | ---- | -------------- | -------- | -----: |
    | 校长       | 校长 |                | 张三     |      1 |
    | 副校长     | 处室 | 校长           | **王五** |      1 |
    | 总务主任   | 处室 | **（空）**     | 李四     |      1 |
    | 教导主任   | 处室 | **教务处主任** | 赵六     |      1 |
    | 七年级组长 | 组   | **教师**       | 周七     |      1 |
    | 教师       | 个人 | 七年级组长     | **吴八、郑九** | 1 |
    | 政教主任   | 处室 | 校长           | **（空）** |    1 |
    教职工
    | 工号 | 姓名     | 状态 |
    | ---- | -------- | ---- |
    | 01   | 张三     | 在岗 |
    | 02   | 李四     | 在岗 |
    | 03   | 王五     | 退休 |
    | 04   | 赵六     | 在岗 |
    | 05   | 周七     | 在岗 |
    | 06   | 吴八     | 在岗 |
    | 07   | 郑九     | 在岗 |
    | 08   | **冯十** | 在岗 |

    错：
    岗位
    | 岗位     | 层级 | 上级岗位     | 姓名 | 核定数 |
    | -------- | ---- | ------------ | ---- | -----: |
    | 校长     | 校长 |              | 张三 |      1 |
    | 教研组长 | 组   | **备课组长** | 李四 |      1 |
    | 备课组长 | 组   | 教研组长     | 李四 |      1 |
    | 教师     | 个人 | 备课组长     | 李四 |      2 |
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 在岗 |
    | 02   | 李四 | 在岗 |

    对：
    岗位
    | 岗位       | 层级 | 上级岗位   | 姓名       | 核定数 |
    | ---------- | ---- | ---------- | ---------- | -----: |
    | 校长       | 校长 |            | 张三       |      1 |
    | 副校长     | 处室 | 校长       | 李四       |      1 |
    | 教导主任   | 处室 | 副校长     | 李四       |      1 |
    | 七年级组长 | 组   | 教导主任   | 周七       |      1 |
    | 教师       | 个人 | 七年级组长 | 周七、吴八 |      3 |
    | 保安       | 个人 | 副校长     |            |      1 |
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 在岗 |
    | 02   | 李四 | 在岗 |
    | 03   | 王五 | 退休 |
    | 05   | 周七 | 在岗 |
    | 06   | 吴八 | 在岗 |

    对：
    岗位
    | 岗位       | 层级 | 上级岗位   | 姓名       | 核定数 |
    | ---------- | ---- | ---------- | ---------- | -----: |
    | 校长       | 校长 |            | 张山       |      1 |
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 在岗 |

    对：
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 在岗 |
    """
    posts, staff = books[Post], books[Staff]
    if posts.empty:
        return
    fault = faults(posts)
    # A blank is told as such, a name with what is wrong with it.
    quoted = ("“" + posts[Post.above] + "”").where(posts[Post.above] != "", "")
    yield Hits(
        posts.assign(错=quoted + fault)[fault != ""], at=Post.above, message="“{岗位}”的上级岗位{错}。"
    )
    named = holders(posts)
    present = staff.loc[staff[Staff.state] == _HERE, Staff.name]
    yield from _people(books, posts, named, present)
    if not named[Post.people].isin(staff[Staff.name]).all():
        return  # a name that nobody has may be the one that is missed
    here = staff[(staff[Staff.state] == _HERE) & (staff[Staff.name] != "")]
    yield Hits(
        here[~here[Staff.name].isin(named[Post.people])],
        at=Staff.name,
        message="{姓名}在岗，“岗位”表里没有他的岗位。",
    )


def _people(books: Books, posts: pd.DataFrame, named: pd.DataFrame, present: "pd.Series") -> Iterator[Hits]:
    """Posts whose holders are gone, are too many, or are lacking where others answer to them."""
    vacant = (posts[Post.people] == "") & posts[Post.tier].isin(Post.tier.choices[:-1])
    yield Hits(posts[vacant], at=Post.people, message="“{岗位}”是{层级}一级的岗位，没有写是谁。")
    staff, unread = books[Staff], books.unread(Staff)
    unknown = list(unread[Staff.name]) if len(unread) else []
    known = staff[~staff[Staff.name].isin([*present, *unknown])]
    gone = named[named[Post.people].isin(known[Staff.name])]
    names = gone.groupby("行")[Post.people].agg("、".join)
    states = known.drop_duplicates(Staff.name).set_index(Staff.name)[Staff.state]
    first = gone.drop_duplicates("行").set_index("行")[Post.people].map(states)
    left = posts.loc[names.index].assign(谁=names, 如何=first)
    yield Hits(left, at=Post.people, message="“{岗位}”写的{谁}已经不在岗（{如何}）。")
    count = named.drop_duplicates(["行", Post.people]).groupby("行").size()
    over = posts.assign(人数=count.reindex(posts.index, fill_value=0))
    over = over[(over["人数"] > over[Post.approved]).fillna(False) & ~over.index.isin(names.index)]
    yield Hits(over, at=Post.people, message="“{岗位}”核定 {核定数} 人，写了 {人数} 人。")
