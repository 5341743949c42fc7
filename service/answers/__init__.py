"""Answers that hold numbers: in which form, with how many digits, and what stands for a number that there is not."""
