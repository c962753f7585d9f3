from collections.abc import Iterator

from xlplan.money import in_words
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Claim


@rule("VCH-12", fix="核对原始单据，改正大写或小写的金额。")
def words_unlike_figure(books: Books) -> Iterator[Hits]:
    """大小写金额不符

    报销单的大写金额要和金额相等，用壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分零整（正）；“人民币”、“整”、可写可不写的“零”写不写都行。
    空着的不查。指向大写金额。

    错：
    报销单
    | 单号 | 日期       | 金额    | 大写金额                   |
    | ---- | ---------- | ------: | -------------------------- |
    | BX1  | 2026-11-02 | 1409.50 | **壹仟肆佰玖拾元伍角**     |
    | BX2  | 2026-11-02 |     320 | **人民币叁佰贰拾元伍角整** |
    | BX3  | 2026-11-02 |     320 | **三百二十元整**           |

    对：
    报销单
    | 单号 | 日期       | 金额     | 大写金额                           |
    | ---- | ---------- | -------: | ---------------------------------- |
    | BX1  | 2026-11-02 |  1409.50 | 人民币壹仟肆佰零玖元伍角           |
    | BX2  | 2026-11-02 |      320 | 叁佰贰拾圆正                       |
    | BX3  | 2026-11-02 |  1680.32 | 人民币壹仟陆佰捌拾元零叁角贰分     |
    | BX4  | 2026-11-02 | 16409.02 | ￥ 人民币 壹万陆仟肆佰零玖元零贰分 |
    | BX5  | 2026-11-02 |       20 |                                    |
    """
    claims = books[Claim]
    written = claims[claims[Claim.amount_in_words] != ""]
    if written.empty:
        return
    due = written[Claim.amount].map({fen: in_words(fen) for fen in written[Claim.amount].unique()})
    said = written[Claim.amount_in_words].str.replace("圆", "元")
    bare = "人民币|[整正零\xa5￥：:\\s]"
    unlike = said.str.replace(bare, "", regex=True) != due.str.replace(bare, "", regex=True)
    yield Hits(
        written.assign(应为=due)[unlike],
        at=Claim.amount_in_words,
        message="金额 {金额:元}，大写应为{应为}，写的是{大写金额}。",
    )
