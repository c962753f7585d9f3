"""食堂：食堂资金当月的收支。"""

from xlplan.documents.disclosure import FundRow
from xlplan.documents.monthly.money import disclosed, missing_money
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.printing import poured

_CANTEEN = "食堂"


def _canteen(of: Month) -> tuple[FundRow, ...]:
    funds, _ = poured(disclosed(of).blocks[1], FundRow)
    return tuple(fund for fund in funds if _CANTEEN in str(fund.fund))


CANTEEN = Section(_canteen, missing_money)
