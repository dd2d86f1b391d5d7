"""Pages of the statistics; nothing here counts, everything comes from `queries.pages`."""

from lotse.statistics.routes import keeping, pages, records, report
from lotse.statistics.routes.desk import blueprint

__all__ = ["blueprint", "keeping", "pages", "records", "report"]
