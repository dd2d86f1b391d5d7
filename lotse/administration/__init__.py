"""Administration: users, sites, departments, settings, hand-over of a leaver's work, state of the jobs."""
