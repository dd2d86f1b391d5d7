"""Pure decisions of the directory: reading foreign lists, houses, hours, capacity, distance, freshness."""
