"""Emergency access ("Notzugriff"): a case file opened for hours to somebody who must act, with reason, second person,
notices and review. What it opens is a grant of `accounts`, which every scoped query honours; ADR 0340 says why."""
