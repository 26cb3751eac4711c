"""Charts as files: the same figure gives the same bytes.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lxml import etree

from policytext.charts.drawing import HEADING, PAPER, own_settings
from policytext.charts.fonts import escape_undrawable
from policytext.charts.themes import Theme, choose_theme

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NONE = 0.05  # shorter distances round to 0.0
_REFERENCE = re.compile(r"(?:url\()?#([^)]+)\)?")
_NOTHING_SAID = {"Date": None, "Creator": None, "Format": None, "Type": None}


def figure_to_png(figure: ChartFigure, *, scale: float = 2) -> bytes:
    """Return the figure as a PNG file; the same figure gives the same bytes.

    Parameters
    ----------
    figure : ChartFigure
        The figure that a ``draw_`` function returned.
    scale : float, default 2
        The number of pixels per point.

    Returns
    -------
    bytes
        The content of the file.

    Raises
    ------
    ValueError
        *scale* is 0 or less.

    Examples
    --------
    A chart is 720 points wide unless it is asked for another width:

    >>> from policytext.base.table import Table
    >>> from policytext.charts import draw_tfidf
    >>> rows = (("plan", "合作", 0.5),)
    >>> png = figure_to_png(draw_tfidf(Table("Terms", ("document", "feature", "tfidf"), rows)))
    >>> png[1:4], int.from_bytes(png[16:20])
    (b'PNG', 1440)
    """
    target = io.BytesIO()
    with own_settings():
        figure.savefig(
            target,
            format="png",
            dpi=72 * scale,
            metadata={"Software": None},
            pil_kwargs={"compress_level": 4},  # half the time, and the file is hardly larger
        )
    return target.getvalue()


def figure_to_svg(
    figure: ChartFigure,
    *,
    name: str = "chart",
    inline: bool = False,
    links: Mapping[int, str] | None = None,
) -> str:
    """Return the figure as SVG; the same figure gives the same text.

    Every mark has the number of its table row as ``data-row``, and its exact value as a tooltip.

    Parameters
    ----------
    figure : ChartFigure
        The figure that a ``draw_`` function returned.
    name : str, default "chart"
        A prefix of the ids, which must differ between charts on one page.
    inline : bool, default False
        Whether the SVG is part of a page that embeds the font, defines the colours (``theme_css``)
        and prints the title. Text is then text, colours are CSS variables, and the title and the
        margins are left out. Otherwise text is drawn as outlines in the colours of the theme.
    links : mapping of int to str, optional
        The address that the marks of a table row link to, by the number of the row.

    Returns
    -------
    str
        The SVG element.

    Raises
    ------
    ValueError
        *name* or an address contains a control character, which XML does not allow.

    Examples
    --------
    >>> from policytext.base.table import Table
    >>> from policytext.charts import draw_tfidf
    >>> rows = (("plan", "合作", 0.5), ("plan", "开放", 0.25))
    >>> figure = draw_tfidf(Table("Terms", ("document", "feature", "tfidf"), rows))
    >>> svg = figure_to_svg(figure, links={0: "#cooperation"})
    >>> svg.count("data-row="), svg.count('href="#cooperation"')
    (2, 1)
    """
    root = etree.fromstring(_render(figure, inline=inline), _parser())
    for element in list(root.iter()):
        _clean(element, inline=inline)
    if inline:
        _leave_out(root, PAPER, HEADING)
    _set_ids_apart(root, name)
    _attach_marks(root, figure, links or {}, inline=inline)
    _unwrap(root)
    _set_head(root, figure, inline=inline, linked=bool(links))
    text = str(etree.tostring(root, encoding="unicode"))
    text = text.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "", 1)
    return _use_variables(text, figure.theme) if inline else text + "\n"


def theme_css(theme: str) -> str:
    """Return the declarations a page needs for its inline charts, such as ``--chart-ink: #…;``."""
    return " ".join(
        f"--chart-{role}: {color};" for role, color in choose_theme(theme).roles().items()
    )


def _parser() -> Any:
    return etree.XMLParser(
        remove_comments=True, remove_blank_text=True, resolve_entities=False, huge_tree=True
    )


def _render(figure: ChartFigure, *, inline: bool) -> bytes:
    import matplotlib as mpl

    target = io.BytesIO()
    with own_settings():
        mpl.rcParams["svg.fonttype"] = "none" if inline else "path"
        figure.savefig(target, format="svg", metadata=_NOTHING_SAID)
    return target.getvalue()


def _clean(element: Any, *, inline: bool) -> None:
    """Turn styles into attributes (the page's policy forbids styles), shorten paths and references.

    Paths are shortened by half for a page only: in a file text is outlines, which take too long.
    """
    if element.tag == f"{{{_SVG}}}style":
        element.getparent().remove(element)
        return
    for declaration in filter(None, element.attrib.pop("style", "").split(";")):
        key, _, value = declaration.partition(":")
        if key.strip() != "font-family":
            element.set(key.strip(), value.strip())
    for key in {"d", "x", "y"} & set(element.attrib):
        element.set(key, _LONG_DECIMAL.sub(_round, element.get(key)))
    if "d" in element.attrib:
        path = element.get("d")
        element.set("d", _shorten_path(path) if inline else " ".join(path.split()))
    if element.get("text-anchor") == "start":
        del element.attrib["text-anchor"]  # the default
    if _HREF in element.attrib:
        element.set("href", element.attrib.pop(_HREF))
    if re.match(r"rotate\(-?0 ", element.get("transform", "")):
        del element.attrib["transform"]


def _round(found: re.Match[str]) -> str:
    return _write(float(found[0]), 2)


def _shorten_path(path: str) -> str:
    """Return *path* with every point written as its distance from the last, to a tenth."""
    steps: list[str] = []
    last = first = (0.0, 0.0)
    for name, numbers in _STEP.findall(path):
        values = [round(float(number), 1) for number in numbers.split()]
        moved = [value - last[at % 2] for at, value in enumerate(values)]
        level, upright = (name == "L" and abs(moved[at]) < _NONE for at in (1, 0))
        if level or upright:
            name, moved = ("h", moved[:1]) if level else ("v", moved[1:])
        written = " ".join(_write(value, 1) for value in moved)
        steps.append(name.lower() + written.replace(" -", "-"))
        last = (values[-2], values[-1]) if values else first
        first = last if name == "M" else first
    return "M" + "".join(steps)[1:]


def _write(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _leave_out(root: Any, *names: str) -> None:
    """Remove the elements with these ids."""
    for element in root.xpath("//*[@id]"):
        if element.get("id") in names:
            element.getparent().remove(element)


def _unwrap(root: Any) -> None:
    """Replace groups without attributes by their content; remove empty definitions."""
    for element in list(root.iter(f"{{{_SVG}}}g", f"{{{_SVG}}}defs")):
        empty = element.tag.endswith("defs") and not len(element)
        if empty or (element.tag.endswith("g") and not element.attrib):
            parent = element.getparent()
            place = parent.index(element)
            parent[place : place + 1] = list(element)


def _set_ids_apart(root: Any, name: str) -> None:
    """Keep the ids that are referred to, with *name* as prefix; drop the others."""
    ids = set(root.xpath("//@id"))
    used = set()
    for element in root.iter():
        for key in ("fill", "href"):
            found = _REFERENCE.fullmatch(element.get(key, ""))
            if found and found[1] in ids:
                element.set(key, element.get(key).replace("#", f"#{name}-"))
                used.add(found[1])
    for element in root.iter():
        identity = element.attrib.pop("id", "")
        if identity in used:
            element.set("id", f"{name}-{identity}")
        elif identity.startswith("mark-"):
            element.set("id", identity)


def _attach_marks(
    root: Any, figure: ChartFigure, links: Mapping[int, str], *, inline: bool
) -> None:
    """Give every mark its row, its value as a title and its link, if any.

    Inline, the value is the label of the link, and the page shows it on hover.
    """
    for element in root.xpath("//*[starts-with(@id, 'mark-')]"):
        mark = figure.marks[element.attrib.pop("id")]
        element = _put_shape_for_group(element)
        element.set("data-row", str(mark.row))
        element.set("pointer-events", "all")
        tip, address = escape_undrawable(mark.tip), links.get(mark.row)
        if not (inline and address):
            title = etree.Element(f"{{{_SVG}}}title")
            title.text = tip
            element.insert(0, title)
        if address:
            anchor = etree.Element(f"{{{_SVG}}}a", {"href": address, "aria-label": tip})
            element.getparent().replace(element, anchor)
            anchor.append(element)


def _put_shape_for_group(group: Any) -> Any:
    """Replace *group* by its only shape and return that; return a group of several shapes."""
    if len(group) != 1:
        return group
    shape = group[0]
    group.getparent().replace(group, shape)
    return shape


def _set_head(root: Any, figure: ChartFigure, *, inline: bool, linked: bool) -> None:
    """Set the size, the role, the label and the line style on the root."""
    left, top, right, bottom = figure.crop if inline else (0, 0, *figure.size)
    root.attrib.pop("version")
    root.set("width", f"{right - left:g}")
    root.set("height", f"{bottom - top:g}")
    root.set("viewBox", f"{left:g} {top:g} {right - left:g} {bottom - top:g}")
    root.set("role", "group" if linked else "img")
    root.set("aria-label", escape_undrawable(figure.title))
    root.set("pointer-events", "none")  # only marks react
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")


def _use_variables(text: str, theme: Theme) -> str:
    """Replace every colour by the variable of its role, which the page's theme defines."""
    roles = {color: role for role, color in theme.roles().items()}
    pattern = rf'"({"|".join(roles)})"'
    return re.sub(pattern, lambda found: f'"var(--chart-{roles[found[1]]})"', text)
