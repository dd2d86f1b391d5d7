"""The pure part of the statistics: definitions, periods, protection, tables; no database, no clock."""
