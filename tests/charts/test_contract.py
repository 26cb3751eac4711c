"""What holds of every chart: it draws what it is given, the same each time, and touches nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import pytest
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from policytext.base.errors import PolicytextError, UnknownNameError
from policytext.base.table import Table
from policytext.charts import CHARTS, ChartFigure, figure_to_png, figure_to_svg
from policytext.charts.canvas import NARROW, PAD, WIDTH
from tests.support.make_tables import make_table_for

TITLES = ["人工智能全球治理行动计划", "全球人工智能治理倡议", "加强国际治理和合作"]
FAMILIES = ["全球", "合作", "共", "发展", "安全"]
LONG = (
    "关于进一步加强和改进新时代人工智能全球治理与国际合作能力建设工作的若干指导意见（征求意见稿）"
)
HOSTILE = [
    "<script>alert(1)</script>",
    "--> ]]> &amp; \"'",
    "$\\frac{1}{2}$ 5% \\n",
    "a\u202eb\u200bc\x00\x1b[31m",
    "😀 العربية 𠀀",
    "",
    " ",
]


# A missing glyph is a warning.
pytestmark = pytest.mark.filterwarnings("error")


def draw(chart: str, table: Table, **options: Any) -> ChartFigure:
    return CHARTS[chart].draw(table, **options)


def boxes_of_level_text(figure: ChartFigure) -> Iterator[tuple[str, float, float, float, float]]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    for text in figure.findobj(Text):
        if text.get_text().strip() and not text.get_rotation():
            box = text.get_window_extent(renderer)
            yield text.get_text(), box.x0, box.y0, box.x1, box.y1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_draws_in_both_themes_and_languages(chart: str, theme: str, language: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    figure = draw(chart, table, theme=theme, language=language)
    assert figure_to_png(figure, scale=1).startswith(b"\x89PNG")
    said = CHARTS[chart].describe(table, language=language)
    assert figure.marks
    assert said.endswith("。" if language == "zh" else ".")


@pytest.mark.parametrize(
    ("documents", "families"),
    [([], []), (TITLES[:1], FAMILIES), (TITLES, FAMILIES[:1]), (TITLES[:1], FAMILIES[:1])],
)
def test_it_draws_few_and_none(chart: str, documents: list[str], families: list[str]) -> None:
    table = make_table_for(chart, documents, families)
    assert figure_to_svg(draw(chart, table))
    assert CHARTS[chart].describe(table)


@pytest.mark.parametrize("width", [WIDTH, NARROW], ids=["wide", "narrow"])
def test_nothing_overlaps_with_long_names_and_many_of_them(
    chart: str, width: float, audit: bool
) -> None:
    documents = [f"{number}年{LONG}" for number in range(20 if audit else 8)]
    families = [f"{number}{LONG[: number % 20]}" for number in range(40 if audit else 16)]
    figure = draw(chart, make_table_for(chart, documents, families), width=width)
    boxes = list(boxes_of_level_text(figure))
    width, height = figure.size
    assert all(x0 >= 0 and x1 <= width and y0 >= 0 and y1 <= height for _, x0, y0, x1, y1 in boxes)
    boxes.sort(key=lambda box: box[1])
    for number, (name, _, low, right, high) in enumerate(boxes):
        for other, left, bottom, _, top in boxes[number + 1 :]:
            if left >= right - 0.5:
                break
            assert min(high, top) - max(low, bottom) <= 1.5, (name, other)


def test_names_full_of_markup_and_control_characters_come_out_inert(chart: str) -> None:
    plain = make_table_for(chart, TITLES, [f"f{n}" for n in range(len(HOSTILE))])
    hostile = make_table_for(chart, TITLES, HOSTILE)
    for inline in (False, True):
        root = etree.fromstring(figure_to_svg(draw(chart, hostile), inline=inline))
        calm = etree.fromstring(figure_to_svg(draw(chart, plain), inline=inline))
        assert {e.tag for e in root.iter()} <= {e.tag for e in calm.iter()}
        assert not re.search("[\u202e\u200b\x1b]", etree.tostring(root, encoding="unicode"))


def test_the_same_table_gives_the_same_bytes(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    first, second = draw(chart, table), draw(chart, table)
    assert figure_to_svg(first) == figure_to_svg(second)
    assert figure_to_svg(first) == figure_to_svg(first)
    assert figure_to_png(first) == figure_to_png(second)


def test_the_users_settings_stay_and_do_not_show(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    plain = figure_to_svg(draw(chart, table))
    with mpl.rc_context({"lines.linewidth": 9, "axes.facecolor": "red", "text.color": "green"}):
        before = dict(mpl.rcParams)
        assert figure_to_svg(draw(chart, table)) == plain
        assert dict(mpl.rcParams) == before


def test_every_mark_leads_to_its_row_and_says_its_value(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    root = etree.fromstring(figure_to_svg(draw(chart, table), links={0: "#first"}))
    marks = root.findall(".//*[@data-row]")
    assert {int(mark.get("data-row")) for mark in marks} <= set(range(len(table)))
    assert all(mark[0].tag.endswith("title") and mark[0].text for mark in marks)
    linked = [mark for mark in marks if mark.getparent().get("href") == "#first"]
    assert [mark.get("data-row") for mark in linked] == ["0"] * len(linked)


def values_shown(figure: ChartFigure) -> tuple[set[str], set[tuple[int, str]]]:
    return {text.get_text() for text in figure.findobj(Text)}, set(
        map(tuple, figure.marks.values())
    )


def test_a_narrow_chart_shows_the_same_rows_and_numbers(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    wide, marks = values_shown(draw(chart, table))
    narrow, narrow_marks = values_shown(draw(chart, table, width=NARROW))
    numbers = re.compile(r"[-+−]?[\d.]+%?")
    assert narrow_marks == marks
    assert {t for t in narrow if numbers.fullmatch(t)} >= {
        t for t in wide if re.fullmatch(r"[-+−]?\d+\.\d+", t)
    }


def test_inline_charts_leave_title_margin_and_paper_to_the_page(chart: str) -> None:
    figure = draw(chart, make_table_for(chart, TITLES, FAMILIES))
    root = etree.fromstring(figure_to_svg(figure, inline=True))
    left, top, width, height = map(float, root.get("viewBox").split())
    said = root.xpath("//*[local-name()='text']/text()")
    assert figure.title not in said
    assert root.get("aria-label") == figure.title
    assert (left, left + width) == (PAD, figure.size[0] - PAD)
    assert 0 < top < top + height < figure.size[1]
    assert (root.get("width"), root.get("height")) == (f"{width:g}", f"{height:g}")
    tops = [float(y) for y in root.xpath("//*[local-name()='text']/@y")]
    assert top < min(tops)
    assert max(tops) < top + height


def test_inline_links_are_named_by_the_value_of_their_mark(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    figure = draw(chart, table)
    root = etree.fromstring(figure_to_svg(figure, inline=True, links={0: "#first"}))
    labels = root.xpath("//*[local-name()='a']/@aria-label")
    assert labels
    assert labels == [mark.tip for mark in figure.marks.values() if mark.row == 0]
    assert not root.xpath("//*[local-name()='a']//*[local-name()='title']")


def test_inline_charts_take_every_colour_from_the_page_and_carry_no_style(chart: str) -> None:
    table = make_table_for(chart, TITLES, FAMILIES)
    light = figure_to_svg(draw(chart, table), inline=True, name="one")
    dark = figure_to_svg(draw(chart, table, theme="dark"), inline=True, name="one")
    colours = r", #[0-9a-f]{6}\)|-h[0-9a-f]{10}"  # a hatch is named after its colours
    bare = [re.sub(colours, ")", svg) for svg in (light, dark)]
    assert bare[0] == bare[1]
    assert "style" not in light
    assert not re.search(r'="#[0-9a-f]{6}"', light)
    ids = etree.fromstring(light).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(identity.startswith("one-") for identity in ids)


def test_text_is_drawn_from_the_embedded_font(chart: str) -> None:
    alone = figure_to_svg(draw(chart, make_table_for(chart, TITLES, FAMILIES)))
    fonts = set(re.findall(r'id="chart-([A-Za-z]+-[A-Za-z]+)-', alone))
    assert fonts == {"NotoSansSC-Regular"}
    assert "<text" not in alone


def test_a_table_without_the_columns_is_refused_with_their_names(chart: str) -> None:
    with pytest.raises(PolicytextError, match="needs the columns"):
        CHARTS[chart].draw(Table("Other", ("x",), ((1,),)))


def test_an_unknown_theme_is_refused_with_the_known_ones(chart: str) -> None:
    with pytest.raises(UnknownNameError, match=r"'drak'.*'dark'.*Known: light, dark"):
        draw(chart, make_table_for(chart, TITLES, FAMILIES), theme="drak")


PROGRAM = """
import hashlib, sys
from policytext.charts import CHARTS, figure_to_png, figure_to_svg
from tests.support.make_tables import make_table_for
digest = hashlib.sha256()
for name in CHARTS:
    figure = CHARTS[name].draw(make_table_for(name, ["甲", "乙"], ["全球", "合作"]))
    digest.update(figure_to_svg(figure).encode() + figure_to_png(figure))
assert "matplotlib.pyplot" not in sys.modules
print(digest.hexdigest())
"""


def test_two_hash_seeds_and_time_zones_give_the_same_bytes_and_no_pyplot() -> None:
    outputs = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
