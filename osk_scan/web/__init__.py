"""The upload desk: one server for the compatible upload API, our own API and the pages, on the database file.

Three areas, each a folder that is its own registry: `compatible/` (what existing uploaders speak), `own/`
(`/api/osk/v1`) and `pages/` (what people read). A file of an area ends with `ENDPOINTS`, a tuple of `Endpoint`; adding
a route is adding a file or a row, and access, body caps, rate limits, errors, the OpenAPI document and the isolation
tests follow from the row. An answer is a plain function from a `Call` to a response: it runs in a thread of its own
with an open database, and raises `OskError` where the caller must change something; each area words that in one place.

    def answer(call: Call) -> Response:
        asked = call.asked(ListQuery)                   # query parameters, checked against a Struct
        rows = ...(call.db, call.caller.agency)         # None: a key for the whole portfolio
        return json_answer(rows)

    ENDPOINTS = (Endpoint(method="GET", path="/things", roles=READERS, answer=answer, asks=ListQuery, ...),)

Whoever is allowed in is a `Caller`: bound to one agency, or to the whole portfolio (`agency is None`). Pass its agency
to every question; what belongs to another agency does not exist (404).

Pages: a key is exchanged for a visit by `POST /session` (form field `key`), ended by `POST /session/end`. The cookie is
HttpOnly and SameSite; forms carry the field `csrf` with `call.caller.csrf`, scripts the header `X-CSRF-Token`. The
Content-Security-Policy allows scripts, styles, images and fonts from this server only and nothing inline.
"""
