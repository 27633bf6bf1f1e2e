"""The HTML edition: one accessible page that reads on a phone and on paper, asks no other host and runs nothing."""

from pubflow.editions.html.page import HtmlWriter, out_of_date, style_and_policy

__all__ = ["HtmlWriter", "out_of_date", "style_and_policy"]
