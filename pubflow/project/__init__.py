"""Where everything lives, and what this project decided: pubflow.toml (or [tool.pubflow]) -> Project."""

from pubflow.project.model import EDITIONS, HOST, LANGUAGE, Contact, DeepL, Policy, Project, Site
from pubflow.project.read import FILE, FIRST_LANGUAGES, find, load

__all__ = [
    "EDITIONS",
    "FILE",
    "FIRST_LANGUAGES",
    "HOST",
    "LANGUAGE",
    "Contact",
    "DeepL",
    "Policy",
    "Project",
    "Site",
    "find",
    "load",
]
