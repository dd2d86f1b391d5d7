"""What administrators change beyond one row: accounts with their work, departments with their directory entry."""
