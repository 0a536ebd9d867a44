"""What the browser is asked when a passkey is made or used."""

import json

from django import template

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """For a data attribute; the template escapes it."""
    return json.dumps(value)
