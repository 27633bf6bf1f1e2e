"""`pubflow preview`: the statement beside its translations in the browser, renewed at each save."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from pubflow.cli.session import project_of, selection


@click.command()
@selection
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; default: a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.pass_context
def preview(
    context: click.Context, ids: tuple[str, ...], languages: tuple[str, ...], port: int, open_browser: bool
) -> None:
    """Show all editions beside the source on this machine, unit by unit, with what the checks say.

    Open the address that is printed. The page renews itself when a PO or statement file or pubflow.toml is saved; a
    file that can't be read is told in its place, with its line. Only this machine can reach it, nothing is written,
    Ctrl-C ends it.
    """
    from pubflow.project import load
    from pubflow.workflow.editions.preview_server import Server

    project = project_of(context)
    server = Server(
        project,
        ids,
        languages,
        # Not found anew: while its settings are being saved, a folder above would be taken for the workspace.
        load=lambda: load(project.root, os.environ),
        port=port,
        clock=lambda: datetime.now(UTC),
    )
    click.echo(server.address)
    click.echo("open this address in a browser on this machine; Ctrl-C ends it", err=True)
    if open_browser:
        click.launch(server.address)
    server.serve()
    click.echo("ended", err=True)
