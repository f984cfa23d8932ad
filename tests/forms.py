"""Filling in a form as a person does: what the page shows, with a few things changed, sent as a browser
would send it."""

from tests.html import Element, form_values, parse


def opened(client, url: str) -> dict[str, list[str]]:
    """What the form of a page would send as it stands."""
    response = client.get(url)
    assert response.status_code == 200, url
    return form_values(parse(response).first("form", class_="form"))


def send(client, url: str, **changes):
    """Open a form, change some of its fields (a list for several values), send it."""
    return client.post(url, changed(opened(client, url), **changes))


def changed(values: dict, **changes) -> dict[str, list[str]]:
    new = {name: v if isinstance(v, list) else [str(v)] for name, v in changes.items()}
    return {**values, **new}


def saved(response) -> str:
    """Where a form that was saved leads to."""
    assert response.status_code == 302, errors(response)
    return response["Location"]


def errors(response) -> dict[str, str]:
    """What a form that came back says, by the name of the field it is said at ("" for the whole form)."""
    page = parse(response).first("form", class_="form")
    found = {}
    for field in page.all(class_="wrong"):
        control = next(e for e in field.walk() if e.attrs.get("name") and e.attrs.get("type") != "hidden")
        found[control.attrs["name"]] = " ".join(li.text for li in field.first(class_="errors").all("li"))
    summary = page.first(class_="error-summary")
    if summary and not found:
        found[""] = " ".join(li.text for li in summary.all("li"))
    return found


def kept(response) -> dict[str, list[str]]:
    """What a form that came back still holds."""
    return form_values(parse(response).first("form", class_="form"))


def button(page: Element, action: str) -> Element:
    """The form behind a button, by where it leads."""
    return next(f for f in page.all("form") if f.attrs.get("action") == action)


def press(client, page_url: str, action: str, **more):
    """Press a button of a page: send its form as it stands, and follow where it leads."""
    form = button(parse(client.get(page_url)), action)
    return client.post(action, changed(form_values(form), **more), follow=True)


def messages(response) -> str:
    return parse(response).first(id="messages").text


def undo_last(client, response):
    """Press “Undo” in the message that an act has left on a page."""
    form = parse(response).first(id="messages").first("form")
    return client.post(form.attrs["action"], form_values(form), follow=True)
