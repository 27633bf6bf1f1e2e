"""The HTML edition: one accessible page that reads on a phone and on paper, asks no other host and runs nothing."""

from pubflow.editions.html.page import HtmlWriter, style_and_policy, with_notices

__all__ = ["HtmlWriter", "style_and_policy", "with_notices"]
