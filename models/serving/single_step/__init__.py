"""The single-step form: recurrent models run one step at a time, with the recurrent state held by the caller."""
