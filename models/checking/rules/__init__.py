"""Rules of the checker, one group a file; models.checking.check has their order."""
