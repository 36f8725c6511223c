"""Pictures of options: drawn where an option changes an overview, with the difference in front."""

from __future__ import annotations

from connref import INTERPRETATIONS
from connref_adapters.drawing.picture import Weight
from connref_adapters.site.pages import NOTE, option_pictures, rendered


def test_only_options_that_are_not_ours_are_drawn_and_each_shows_a_difference() -> None:
    pictures = option_pictures()
    assert pictures
    for each in pictures:
        assert each.option != INTERPRETATIONS[each.interpretation].default
        parts = (*each.picture.arrows, *each.picture.boxes)
        assert any(part.weight is Weight.HOT for part in parts), each.picture.name
        assert each.picture.notes == (NOTE,)


def test_a_connect_that_is_refused_in_the_background_is_drawn_without_its_arrow() -> None:
    refused = next(each for each in option_pictures() if each.option == "refused")
    words = [line.words for arrow in refused.picture.arrows for line in arrow.lines]
    assert words.count("connect()") == 1
    assert refused.picture.name == "manual-connect-in-background-refused"


def test_an_option_that_matters_at_one_instant_alone_is_not_drawn() -> None:
    drawn = {each.interpretation for each in option_pictures()}
    assert "ping-at-deadline" not in drawn
    assert "server-close" in drawn


def test_pictures_are_rendered_with_links_to_the_requirements() -> None:
    picture = next(each for each in option_pictures() if each.interpretation == "server-close")
    (image,) = rendered([picture], "../../requirements.html#").values()
    assert b"../../requirements.html#MAN-RECONNECT" in image or b"../../requirements.html#AUTO-" in image
