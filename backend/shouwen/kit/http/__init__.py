"""What surrounds every request, as plain ASGI middleware; `surround` puts it around an application.

From the outside in: response headers (`headers`) → the request's id, log line and last resort (`context`) → addresses
that cannot be (`urls`) → the deadline (`deadline`) → the size of the body (`body`) → the application.
"""
