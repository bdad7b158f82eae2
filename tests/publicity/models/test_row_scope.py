import pytest

from publicity.models import Broadcast, Channel, Item, Readership
from tests.publicity.conftest import NOW

MODELS = [Channel, Item, Broadcast, Readership]


@pytest.fixture
def spread(media):
    Broadcast.objects.create(item=media.article, channel=media.daily, date=NOW.date(), times=3)
    Readership.objects.create(item=media.article, at=NOW, reads=100)
    return media


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_and_those_above_it_see_every_row(spread, cast, model, role):
    assert set(model.objects.visible_to(getattr(cast, role))) == set(model.objects.all())


@pytest.mark.parametrize("model", MODELS)
def test_an_editor_sees_every_row(spread, model):
    assert set(model.objects.visible_to(spread.editor)) == set(model.objects.all())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff"])
def test_everybody_else_sees_nothing(spread, cast, model, role):
    assert list(model.objects.visible_to(getattr(cast, role))) == []
