"""The command `modelbook completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HOW = {
    "bash": 'eval "$(modelbook completion bash)"   # in ~/.bashrc',
    "zsh": 'eval "$(modelbook completion zsh)"   # in ~/.zshrc, after compinit',
    "fish": "modelbook completion fish > ~/.config/fish/completions/modelbook.fish",
}


@click.command(epilog="\b\n" + "\n".join(_HOW.values()))
@click.argument("shell", type=click.Choice(tuple(_HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion of commands, options, recipes, models and jobs for a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(ctx.find_root().command, {}, "modelbook", "_MODELBOOK_COMPLETE")
    # The template itself, not `source()`: that starts a bash to ask for its version, and there may be none.
    click.echo(made.source_template % made.source_vars(), nl=False)
