"""What a process gives up before it works on the data of others: networks, other processes, and more than its share of files."""
