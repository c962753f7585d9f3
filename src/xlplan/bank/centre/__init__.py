"""What the county accounting centre exports of its books: 明细账 and 科目余额表, in whatever layout its software has."""
