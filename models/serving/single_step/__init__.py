"""Recurrent models run one step at a time, their recurrent state in the hands of the caller."""
