"""Draw a path from the root to a component as inline SVG: one box a step, arrows down, nothing that needs a script."""

from markupsafe import Markup

from osk_scan.web.pages._plain import cut, plain

_STEP, _BOX, _GAP = 58, 36, 22
_LETTERS = 34
"""So many fit into a box on the narrowest screen; the list beside the picture has the names whole."""
_DRAWN = 10
"""Steps; of longer paths the middle is told as a number."""

_FRAME = Markup('<svg class="chain" role="img" aria-label="{}" width="100%" height="{}">{}</svg>')
_NODE = Markup(
    '<rect x="1" y="{y}" width="98%" height="{box}" rx="3" fill="{fill}" stroke="#0b4a63" stroke-width="{edge}"/>'
    '<text x="12" y="{text_y}">{text}</text>'
)
_ARROW = Markup('<path d="M24 {top}v{length}m-5 -7l5 7l5 -7" fill="none" stroke="#0b4a63" stroke-width="2"/>')


def chain(path: tuple[str, ...], label: str, skipped: str) -> Markup:
    """Return the picture of a path; `skipped` says with `{count}` how many steps are not drawn."""
    steps = _steps(path, skipped)
    inner = Markup().join(_drawn(at, text, steps) for at, text in enumerate(steps))
    return _FRAME.format(label, _STEP * len(steps) - _GAP + 2, inner)


def _steps(path: tuple[str, ...], skipped: str) -> tuple[str, ...]:
    if len(path) <= _DRAWN:
        return path
    head, tail = _DRAWN // 2, _DRAWN // 2 - 1
    return (*path[:head], skipped.format(count=len(path) - head - tail), *path[-tail:])


def _drawn(at: int, text: str, steps: tuple[str, ...]) -> Markup:
    last, top = at == len(steps) - 1, at * _STEP + 1
    node = _NODE.format(
        y=top,
        box=_BOX,
        text_y=top + 23,
        fill="#fcf1ec" if last else "#f4f7f9",
        edge=2 if last else 1,
        text=cut(plain(text), _LETTERS),
    )
    return node if last else node + _ARROW.format(top=top + _BOX, length=_GAP)
