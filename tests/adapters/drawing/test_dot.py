"""DOT text: every place pinned, words and tooltips safe whatever they hold, links with the base before the ID."""

from __future__ import annotations

import re
from dataclasses import replace

from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.dot import dot
from connref_adapters.drawing.layout import lay_out
from connref_adapters.drawing.picture import Weight
from connref_adapters.drawing.plans import MANUAL
from connref_adapters.drawing.render import render
from connref_adapters.drawing.views import chart_picture, requirement_pictures

PICTURE = chart_picture(ChartName.MANUAL)
TEXT = dot(lay_out(PICTURE, MANUAL), "base#")


def test_every_box_and_arrow_is_pinned() -> None:
    arrows = [line for line in TEXT.splitlines() if " -> " in line]
    assert len(arrows) == len(PICTURE.arrows)
    assert all(re.search(r'pos="e,[-0-9., ]+", lp="[-0-9.,]+"', line) for line in arrows)
    boxes = [line for line in TEXT.splitlines() if 'class="state' in line]
    assert len(boxes) == len(PICTURE.boxes)
    assert all(re.search(r'pos="[-0-9.,]+!"', line) for line in boxes)


def test_links_have_the_base() -> None:
    assert 'HREF="base#MAN-GRACE"' in TEXT


def test_initial_state_has_a_bold_frame() -> None:
    bold = [line for line in TEXT.splitlines() if "penwidth=3," in line]
    assert [line.split('"')[1] for line in bold] == ["not_initialised"]


def test_what_a_requirement_touches_is_drawn_heavily() -> None:
    (picture,) = requirement_pictures("MAN-RETURN-CANCELS")
    text = dot(lay_out(picture, MANUAL), "")
    hot = [arrow for arrow in picture.arrows if arrow.weight is Weight.HOT]
    assert text.count("penwidth=2.6") == len(hot) > 0


def test_words_that_mean_something_to_dot_do_no_harm() -> None:
    wild = 'a "quote", a \\ and <b> & ]; }'
    picture = replace(PICTURE, title=wild)
    drawn = render(dot(lay_out(picture, MANUAL), ""), "svg").decode()
    assert "&lt;b&gt; &amp; ]; }" in drawn
