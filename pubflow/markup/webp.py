"""WebP as PNG, for programs that do not know WebP: by Pillow, where it is installed. Pure."""

from __future__ import annotations

import io
from functools import lru_cache

from pubflow.markup.dimensions import dimensions
from pubflow.markup.images import cleaned, kind_of


@lru_cache(maxsize=16)
def as_png(content: bytes) -> bytes | None:
    """The same pixels, the first of what moves; None for what can't be read, and where there is no Pillow.

    The same picture gives the same bytes as long as Pillow is the same.
    """
    size = dimensions(content)
    if kind_of(content) != "webp" or size is None:
        return None
    try:
        from PIL import Image
    except ImportError:
        return None
    if Image.MAX_IMAGE_PIXELS is not None and size.width * size.height > Image.MAX_IMAGE_PIXELS:
        return None  # it would warn of it on standard error
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=("WEBP",)) as image:
            image.save(made, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return cleaned(made.getvalue())
