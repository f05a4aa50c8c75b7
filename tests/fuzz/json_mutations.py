"""Break JSON where it stays JSON: values of other types, members that are missing, doubled or in the wrong place."""

import json
from random import Random
from typing import Any

_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 5, 0.5, 1e300, 10**30, "", " ", "a", "\0", "/", "\ud800", "\u202e", "٣", "²", "x" * 5000),
    *([], [None], [[]], ["a"], [5], {}, {"a": []}, [{}], [{"id": 5}], {"": ""}, "pkg:npm/%40a/b@1", "pkg:", "*"),
    *("NOASSERTION", "NONE", "MIT OR", "((", "https://a", "cpe:2.3:a", "=1+1", "SPDXRef-DOCUMENT", "\n"),
)


def change_node(content: bytes, chance: Random) -> bytes | None:
    """Return JSON with one node changed, or None where the content is none."""
    try:
        root = json.loads(content)
    except (ValueError, RecursionError):
        return None
    holders = _holders(root)
    if not holders:
        return None
    _change(chance.choice(holders), _holders(root), chance)
    return json.dumps(root, ensure_ascii=chance.random() < 0.8).encode("utf-8", "surrogatepass")


def _holders(root: Any) -> list[Any]:
    """Return the objects and arrays that hold anything, the outermost first."""
    found, waiting = list[Any](), [root]
    while waiting and len(found) < 3000:
        node = waiting.pop()
        if isinstance(node, dict | list) and node:
            found.append(node)
            waiting.extend(node.values() if isinstance(node, dict) else node)
    return found


def _change(holder: Any, others: list[Any], chance: Random) -> None:
    key = chance.choice(sorted(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    what = chance.randrange(6)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.append(_copied(holder[key]))
    elif what == 2 and isinstance(holder, dict):
        holder[chance.choice((f"{key} ", "", str(key).upper(), "name", "version", "\ud800"))] = holder.pop(key)
    elif what == 3:
        holder[key] = [_copied(holder[key])]
    elif what == 4:
        holder[key] = _copied(chance.choice(others))
    else:
        holder[key] = chance.choice(_VALUES)


def _copied(node: Any) -> Any:
    return json.loads(json.dumps(node))
