"""What stands between a socket and the API: under which names it is called, from which pages, how much and how slowly a caller may send."""
