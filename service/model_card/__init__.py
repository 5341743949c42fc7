"""The card of a model: what it is for, what it was made from, how good it is and where its limits are, as Markdown and HTML."""
