"""All matchers that are measured, by name."""

from tests.months.baselines.actual import actual
from tests.months.baselines.beangulp import beangulp
from tests.months.baselines.gnucash import gnucash
from tests.months.baselines.odoo import odoo
from tests.months.claims import Matcher
from tests.months.product import xlplan

BASELINES: dict[str, Matcher] = {
    "GnuCash's score": gnucash,
    "Actual's passes": actual,
    "Odoo's rules": odoo,
    "beangulp's window": beangulp,
}
MATCHERS: dict[str, Matcher] = {"xlplan": xlplan, **BASELINES}
