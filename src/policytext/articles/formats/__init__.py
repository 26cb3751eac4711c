"""Formats of a checked article, one per file.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from policytext.articles.checking import CheckedArticle
from policytext.base.lookup import look_up


@dataclass(frozen=True)
class CheckFormat:
    """A format: the module with its ``render`` function, and its purpose."""

    module: str
    what: str


@dataclass(frozen=True)
class ArticleFile:
    """The file that an article was read from.

    ``lined`` says whether its lines are those of the article's text: not so in a Word file.
    """

    name: str = ""
    lined: bool = False


# A module is loaded when its format is used.
CHECK_FORMATS: dict[str, CheckFormat] = {
    "text": CheckFormat("text", "for people: each sentence with the verdicts below it"),
    "json": CheckFormat("json_object", "everything, for programs"),
    "html": CheckFormat("html", "the article with its margin: verdict, recount, passages"),
    "github": CheckFormat("github", "annotations of GitHub Actions"),
    "sarif": CheckFormat("sarif", "SARIF 2.1, for code scanning"),
}


def render_check(
    checked: CheckedArticle,
    form: str,
    *,
    evidence: bool = False,
    file: ArticleFile | None = None,
) -> str:
    """Return *checked* in the format *form*; *evidence* adds every match."""
    name = look_up(CHECK_FORMATS, form, "format of a checked article").module
    render: Callable[..., str] = import_module(f"{__name__}.{name}").render
    return render(checked, evidence=evidence, file=file or ArticleFile())
