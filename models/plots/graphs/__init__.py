"""Diagrams of networks: their boxes and arrows, long ones folded, and where each box is drawn."""
