"""What letters say: frozen data and German wording, free of templates, database and clock."""
