"""Pages of plans and agreements as a person uses them."""

import html
import re


def fields_of(page):
    """Return the fields of a page as a browser would send them, of all its forms together."""
    text = page.content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", text):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = found.get("type", "text"), found.get("name")
        ticked = kind not in ("checkbox", "radio") or " checked" in tag
        if name and name != "csrfmiddlewaretoken" and ticked:
            fields[name] = html.unescape(found.get("value", ""))
    for name, options in re.findall(
        r'<select name="([^"]+)"[^>]*>(.*?)</select>', text, re.S
    ):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[0] if chosen else ""
    for name, written in re.findall(
        r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', text, re.S
    ):
        fields[name] = html.unescape(written)
    return fields


def text_of(page):
    """Return what a person reads: the text without tags, in single spaces."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(text).split())


def fill(client, address, **typed):
    """Open the page, type, and send it; names are ``target_<pk>`` and the like."""
    fields = fields_of(client.get(address))
    changes = {name.replace("_", "-"): text for name, text in typed.items()}
    return client.post(address, {**fields, **changes})
