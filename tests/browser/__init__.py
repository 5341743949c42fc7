"""Tests of the dashboard: a real Chromium at the pages of a real `modelbook up`, with keys on where TEST_WITH_KEYS=1."""
