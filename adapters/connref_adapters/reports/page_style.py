"""The style sheet of an HTML report: colours for light and dark with enough contrast, narrow screens and print."""

from __future__ import annotations

from collections.abc import Mapping

from connref_adapters.reports.timing_svg import SVG_STYLE

LIGHT: Mapping[str, str] = {
    "paper": "#f5f6f8", "card": "#ffffff", "band": "#f1f4f8", "ink": "#18202d", "soft": "#535d6e",
    "line": "#d6dbe3", "grid": "#dfe4eb", "accent": "#174ea6",
    "pass": "#11603a", "pass-tint": "#e1f3e8", "fail": "#a81c17", "fail-tint": "#fce8e6",
    "warn": "#764800", "warn-tint": "#fcf0d8", "none": "#535d6e", "none-tint": "#eceff3",
    "calm": "#dbe8f8", "calm-line": "#5f8bc2", "off": "#d0d5dd", "off-line": "#7a8391",
    "busy": "#fdeec6", "busy-line": "#a57c1f", "good": "#bde5ca", "good-line": "#459a66",
    "bad": "#f7c6c1", "bad-line": "#c9443c", "pattern": "#18202d38", "shade": "#18202d59",
}  # fmt: skip
"""Colours on a light ground."""

DARK: Mapping[str, str] = {
    "paper": "#0f131a", "card": "#171d27", "band": "#1f2733", "ink": "#e9edf4", "soft": "#a9b3c3",
    "line": "#313b4a", "grid": "#2c3543", "accent": "#93bcff",
    "pass": "#74d69d", "pass-tint": "#153424", "fail": "#ff9d95", "fail-tint": "#411b1a",
    "warn": "#f2c467", "warn-tint": "#392c10", "none": "#a9b3c3", "none-tint": "#262f3c",
    "calm": "#22405f", "calm-line": "#4b79ad", "off": "#3b4452", "off-line": "#707b8c",
    "busy": "#4e3d11", "busy-line": "#a98330", "good": "#1d5636", "good-line": "#47a36e",
    "bad": "#6b2724", "bad-line": "#d0564e", "pattern": "#e9edf430", "shade": "#00000099",
}  # fmt: skip
"""The same colours on a dark ground."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((front, ground) for front in ("ink", "soft", "accent") for ground in ("paper", "card", "band")),
    *(
        (kind, ground)
        for kind in ("pass", "fail", "warn", "none")
        for ground in ("card", "band", f"{kind}-tint")
    ),
    ("soft", "fail-tint"),
    *(
        ("ink", ground)
        for ground in ("calm", "off", "busy", "good", "bad", "fail-tint", "pass-tint", "none-tint")
    ),
)
"""Which colour carries text on which ground."""


def _variables(palette: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in palette.items())


_BASE = """
:root{color-scheme:light dark;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 var(--sans);overflow-wrap:break-word}
.wrap{max-width:70rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--accent);text-underline-offset:.18em}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--card);padding:.6rem 1rem;z-index:2}.skip:focus{top:.6rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1,h2,h3,h4{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:1.75rem;letter-spacing:-.015em}h2{font-size:1.3rem;margin:3rem 0 .3rem}
h3{font-size:1.08rem}h4{font-size:.95rem;margin:1.5rem 0 .4rem}
p{margin:.5rem 0;max-width:52rem;text-wrap:pretty}.lead{color:var(--soft)}
code,pre,.id{font-family:var(--mono);font-size:.875em}.id{font-weight:600;white-space:nowrap}
header.wrap{padding-top:2.2rem}.tally{font-size:1.1rem;margin:.3rem 0 0}
.kicker{color:var(--soft);font-size:.875rem;margin:0 0 .4rem}
.verdict{border-left:6px solid var(--tone);background:var(--card);padding:1.4rem 1.6rem;
border-radius:4px 10px 10px 4px}
.verdict h1 .word{color:var(--tone)}
.facts{display:flex;flex-wrap:wrap;gap:.35rem 1.8rem;margin:1.2rem 0 0;padding-top:.9rem;
border-top:1px solid var(--line);font-size:.9rem}
.facts div{display:flex;gap:.45rem}.facts dt{color:var(--soft)}.facts dd{margin:0;font-variant-numeric:tabular-nums}
.pass{--tone:var(--pass);--tint:var(--pass-tint)}.fail{--tone:var(--fail);--tint:var(--fail-tint)}
.inconclusive{--tone:var(--warn);--tint:var(--warn-tint)}.unsupported{--tone:var(--none);--tint:var(--none-tint)}
.known{--tone:var(--warn);--tint:var(--warn-tint)}
.badge{display:inline-block;padding:.1rem .55rem;border-radius:99px;background:var(--tint);color:var(--tone);
font-size:.85rem;font-weight:600;white-space:nowrap}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;padding:0;margin:1.2rem 0 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.3rem 1.6rem;margin:1rem 0}
.glance{display:flex;flex-wrap:wrap;gap:.9rem .95rem;list-style:none;margin:1.2rem 0 0;padding:0}
.glance b{display:block;font-size:.85rem;font-weight:500;color:var(--soft);margin-bottom:.25rem}
.glance ul{display:flex;flex-wrap:wrap;gap:3px;list-style:none;margin:0;padding:0}
.glance a{display:grid;place-items:center;width:1.5rem;height:1.5rem;border-radius:5px;background:var(--tint);
color:var(--tone);font-weight:700;font-size:.85rem;text-decoration:none}
.glance .fail a{background:var(--tone);color:var(--card)}.glance a:hover{outline:2px solid var(--tone)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:.9rem 0 0;font-size:.9rem;color:var(--soft)}
.legend b{color:var(--tone)}
.case>h3{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline}.case>h3 .id{font-size:1.05rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:1rem 0 1.2rem}
.pair div{border-radius:8px;padding:.7rem 1rem;background:var(--tint)}
.pair dt{font-size:.85rem;font-weight:600;color:var(--tone)}.pair dd{margin:.1rem 0 0;font-size:1.05rem}
.pair,.pair dl{margin-block:1rem}
.scroll{overflow-x:auto;margin:.6rem -1.6rem;padding:.3rem 1.6rem;
background:linear-gradient(to right,var(--card) 30%,transparent) left/3rem 100%,
linear-gradient(to left,var(--card) 30%,transparent) right/3rem 100%,
linear-gradient(to right,var(--shade),transparent) left/.9rem 100%,
linear-gradient(to left,var(--shade),transparent) right/.9rem 100%;
background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}
.scroll.on-paper{background:none;margin:.6rem 0;padding:.2rem}
.timing,.chart{display:block;max-width:none}.hint{display:none}
.hint.wide{display:block;font-size:.875rem;color:var(--soft);margin:.6rem 0 0}
.story{list-style:none;margin:.6rem 0;padding:0}
.story>li{display:grid;grid-template-columns:10rem 1fr;gap:0 1rem;padding:.35rem 0;border-top:1px solid var(--line)}
.when span{white-space:nowrap}
.when{color:var(--soft);font-size:.875rem;font-variant-numeric:tabular-nums;padding-top:.1rem}
.story ol{margin:0;padding:0;list-style:none}.story .no{color:var(--soft);font-size:.85rem;margin-right:.5rem;
font-variant-numeric:tabular-nums;display:inline-block;min-width:1.4rem}
.seen{list-style:none;margin:.15rem 0 0;padding:0 0 0 1.9rem;color:var(--soft);font-size:.925rem}
.seen li::before{content:"→ " / ""}
.grounds{color:var(--soft);margin:.25rem 0}.finding>h3 .id{color:var(--fail);margin-right:.3rem}
.finding{border-left:6px solid var(--fail)}
.short{color:var(--soft);font-weight:400;font-size:.95rem}
details.part{margin:1.6rem 0}details.part>summary h2{display:inline;margin:0;font-size:1.15rem}
details.case>summary{width:auto;color:var(--ink)}
details.case>summary h3{display:inline-flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline}
.case:not([open]):not(.finding){padding:.6rem 1.2rem;margin:.4rem 0}
.pictures{margin:1rem 0;width:max-content;max-width:calc(100vw - 2rem);position:relative;left:50%;
transform:translateX(-50%)}
.lapse{font-style:italic}
.story>.decisive{box-shadow:inset 4px 0 var(--fail);background:var(--fail-tint);padding-left:.7rem}
.parts{margin:.2rem 0 0;color:var(--fail);font-weight:600}
details{margin:.7rem 0}summary{cursor:pointer;color:var(--accent);font-weight:500;width:fit-content}
pre{background:var(--band);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;overflow:auto;
max-height:24rem;margin:.6rem 0;line-height:1.5}
button{font:inherit;font-size:.875rem;color:var(--accent);background:var(--card);border:1px solid var(--line);
border-radius:6px;padding:.25rem .8rem;cursor:pointer}
.earlier{border-top:2px dashed var(--line);margin-top:1.5rem;padding-top:.4rem}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);
font-size:.94rem;margin:1rem 0}
caption{text-align:left;color:var(--soft);padding:.3rem 0 .5rem;font-size:.925rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-top:1px solid var(--line)}
thead th{font-size:.85rem;color:var(--soft);font-weight:600;background:var(--band)}
tbody th{font-weight:400}tbody .family{background:var(--band);font-weight:700;padding-top:.8rem}
td.num{text-align:right;font-variant-numeric:tabular-nums}thead th.num{text-align:right}
tr.fail>th:first-child{box-shadow:inset 4px 0 var(--fail)}
tr:target{outline:3px solid var(--accent);outline-offset:-3px}
.source{color:var(--soft);font-size:.875rem;display:block}
.options{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem .5rem;margin:0;padding:0}
.options li{padding:0 .55rem;border-radius:99px;border:1px solid var(--line);font-size:.875rem}
.options .kept{background:var(--band);border-color:var(--accent);color:var(--accent);font-weight:600}
.options .open{border-color:var(--soft)}
.options .gone{color:var(--soft);text-decoration:line-through;border-style:dashed}
td details{margin:0}
.differs{color:var(--warn);font-size:.85rem;font-weight:600;margin-left:.5rem;white-space:nowrap}
.bar-outer{height:.5rem;width:9rem;max-width:100%;background:var(--none-tint);border-radius:9px;
overflow:hidden;margin-top:.5rem}
.bar-outer svg{display:block;fill:var(--accent)}
.notes{padding-left:1.2rem}footer.wrap{color:var(--soft);font-size:.9rem;padding-block:2.5rem 3rem}
"""

_NARROW = """
@media (max-width:46rem){.wrap{padding:0 1rem}h1{font-size:1.4rem}.card,.verdict{padding:1rem}
.pair{grid-template-columns:1fr}.scroll{margin:.6rem -1rem;padding:.3rem 1rem}
.story>li{grid-template-columns:1fr}.hint{display:block;font-size:.875rem;color:var(--soft)}.id{white-space:normal}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,table.stack caption,table.stack tbody,table.stack tr,table.stack th,table.stack td{display:block}
table.stack caption{padding:.5rem .9rem}
table.stack tr{border-top:1px solid var(--line);padding:.6rem 0}
table.stack th,table.stack td{border:0;padding:.15rem .9rem}
table.stack td.num{text-align:left}
table.stack td.num::before,table.stack td.of::before{content:attr(data-label) ": ";color:var(--soft)}
table.stack tr.fail>th:first-child{box-shadow:none}table.stack tr.fail{box-shadow:inset 4px 0 var(--fail)}}
"""

_PRINT = """
@media print{html{font-size:10pt}body{font-size:1rem;background:#fff}
.skip,nav,button,.hint{display:none}.wrap{max-width:none;padding:0}
.card,table,.verdict{break-inside:auto;border-color:#999}.pair,.timing,tr,.story>li{break-inside:avoid}
.timing{max-width:100%;height:auto}.scroll{overflow:visible}pre{max-height:none;white-space:pre-wrap}
details::details-content{content-visibility:visible;block-size:auto}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media (forced-colors:active){.badge,.pair div,.glance a{border:1px solid}}
"""

STYLE = (
    f":root{{{_variables(LIGHT)}}}"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}"
    f"{_BASE}{SVG_STYLE}{_NARROW}{_PRINT}"
)
"""The whole style sheet."""
