"""Somebody at their own browser: with a mouse, or with the keyboard alone."""

import os
from pathlib import Path

PASSWORD = "correct horse battery"
WIDTHS = (1280, 390)
#: More stops of the Tab key than any page has.
STOPS = 160


class Person:
    def __init__(self, context, site: str, *, javascript: bool = True, by_night: bool = False):
        self.page, self.site, self.javascript, self.by_night = context.new_page(), site, javascript, by_night
        self.complaints: list[str] = []
        self.page.on("console", self._listen)

    def _listen(self, message) -> None:
        refused = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type == "error" and not refused:  # A form with errors or a page that is gone is no fault.
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)

    @property
    def main(self):
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        """Where they are, with the query."""
        return self.page.url.removeprefix(self.site)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def sign_in(self, email: str) -> None:
        self.go("/account/login/")
        self.fill(login=email, password=PASSWORD)
        self.press("Sign in")

    def search(self, words: str) -> None:
        box = self.page.locator("main input[name=q]")
        box.fill(words)
        with self.page.expect_navigation():
            box.press("Enter")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.write(self.page.locator(f"main [name={name}]"), value)

    def choose(self, name: str, label: str) -> None:
        """An option of a list, or one of several buttons."""
        field = self.page.locator(f"main [name={name}]").first
        if field.evaluate("field => field.localName") == "select":
            self.pick(field, label)
        else:
            self.mark(self.main.get_by_role("radio", name=label))

    def tick(self, label: str) -> None:
        self.mark(self.main.get_by_role("checkbox", name=label))

    def press(self, name: str) -> None:
        """A button that leads to another page."""
        self.go_by(self.main.get_by_role("button", name=name, exact=True))

    def press_at(self, number: int, name: str) -> None:
        """A button or link of the post with this number."""
        post = self.page.locator(f"#p{number}")
        self.go_by(post.get_by_role("button", name=name).or_(post.get_by_role("link", name=name)).first)

    def follow(self, name: str) -> None:
        self.go_by(self.main.get_by_role("link", name=name).first)

    def go_by(self, thing) -> None:
        """Use what leads to another page, and be there."""
        with self.page.expect_navigation():
            self.use(thing)

    def unfold(self, words: str) -> None:
        """Open what is folded away."""
        self.use(self.page.locator("main summary", has_text=words).first)

    def unfold_button(self, name: str) -> None:
        """A button that opens or closes something on the same page."""
        self.use(self.main.get_by_role("button", name=name).first)

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).first.is_visible()

    def stop(self, name: str) -> None:
        if folder := os.environ.get("SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def look(self, name: str, *, colours: bool = True) -> None:
        """Axe has nothing to say, and nothing scrolls sideways on a phone."""
        from tests.journeys.axe import AT_REST, violations, violations_by_day_and_night

        height = self.page.viewport_size["height"]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": height})
            fits = self._fits(width)
            self.page.evaluate(AT_REST)
            self.stop(f"{name}-{width}")
            assert fits, f"{name}, {width} px: {self.page.evaluate(TOO_WIDE)}"
        if self.javascript:
            look = violations_by_day_and_night if self.by_night and colours else violations
            found = look(self.page, preload=False, colours=colours)
            assert not found, "\n".join([f"{name}: {self.page.url}", *found])
        self.page.set_viewport_size({"width": WIDTHS[0], "height": height})

    def _fits(self, width: int) -> bool:
        """Now or soon: the administration moves its parts after the window has changed."""
        for _moment in range(50):
            if self.page.evaluate(WIDEST) <= width:
                return True
            self.page.wait_for_timeout(200)
        return False

    def look_in_arabic(self, name: str) -> None:
        """The same page from right to left."""
        here = self.path
        self.go(f"/ar{here}")
        self.look(f"{name}, Arabic", colours=False)
        self.go(here)

    # ---------------------------------------------------------------- How they do it

    def write(self, field, value: str) -> None:
        field.fill(value)

    def pick(self, field, label: str) -> None:
        field.select_option(label=label)

    def mark(self, field) -> None:
        field.check()

    def use(self, thing) -> None:
        thing.click()


class Typist(Person):
    """Without a mouse: everything is reached with Tab, and shows that it is."""

    def look(self, name: str, *, colours: bool = True) -> None:
        """Whoever makes the same journey with a mouse looks at the same page."""

    def look_in_arabic(self, name: str) -> None:
        pass

    def reach(self, thing) -> None:
        for _stop in range(STOPS):
            self.page.keyboard.press("Tab")
            if thing.evaluate("thing => thing === document.activeElement"):
                break
        else:
            raise AssertionError(f"The Tab key never comes to {thing} at {self.path}")
        assert thing.evaluate(SHOWS), f"{thing} does not show that it has the focus"

    def write(self, field, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(value)

    def pick(self, field, label: str) -> None:
        self.reach(field)
        self.page.keyboard.type(label)
        assert field.evaluate("field => field.selectedOptions[0].label") == label

    def mark(self, field) -> None:
        """One of several buttons is reached at the first, or at the one that is chosen; arrows lead on."""
        group = field.evaluate("field => field.type") == "radio" and field.evaluate_handle(FIRST)
        self.reach(group or field)
        self.page.keyboard.press("Space")
        for _step in range(20):
            if field.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{field} is not checked")

    def use(self, thing) -> None:
        self.reach(thing)
        self.page.keyboard.press("Enter")


#: The administration hides what is too wide in `main`, where nobody can reach it: but for its own map of long forms,
#: which waits there until it is opened.
WIDEST = """Math.max(...[...document.querySelectorAll("html, main:not(:has(.w-minimap))")]
    .map(box => box.scrollWidth))"""
TOO_WIDE = """() => [...document.querySelectorAll("main *")]
    .filter(box => box.checkVisibility() && box.getBoundingClientRect().right > innerWidth + 0.5)
    .map(box => `${box.localName}.${box.className}`).slice(0, 8)"""
#: Whether something that has the focus looks like it.
SHOWS = """thing => {
    const {outlineStyle, boxShadow} = getComputedStyle(thing);
    return outlineStyle !== "none" || boxShadow !== "none";
}"""
#: Where the Tab key stops among buttons of which one is chosen.
FIRST = "field => [...field.form.elements[field.name]].find(one => one.checked) || field.form.elements[field.name][0]"

#: The ways a journey is made.
WAYS = {"with scripts": {}, "without scripts": {"javascript": False}, "by keyboard": {"kind": Typist}}
