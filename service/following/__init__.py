"""Following jobs: one poller a process for all streams and waits, woken by announcements."""
