import pytest
from django.urls import reverse

from core.models import AuditEntry
from publicity.models import Broadcast, Channel, Item, Readership

MODELS = [Channel, Item, Broadcast, Readership]


@pytest.fixture
def visit(client):
    def go(user, model, page="changelist", *args, data=None):
        client.force_login(user)
        where = reverse(f"admin:publicity_{model._meta.model_name}_{page}", args=args)
        return client.post(where, data) if data is not None else client.get(where)

    return go


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_for_the_office_the_editor_and_the_auditor(visit, media, cast, model):
    for user in (cast.clerk, cast.administrator, cast.auditor, media.editor):
        assert visit(user, model).status_code == 200


def test_a_channel_added_leaves_a_trace(visit, media):
    visit(media.editor, Channel, "add", data={"code": "QD100", "name": "定州发布", "kind": "public_account"})
    assert AuditEntry.objects.get(action="channel.added").object_id == str(Channel.objects.get(code="QD100").pk)


def facts(media, **changes):
    base = {"title": "新稿", "kind": "article", "level": "city", "channel": media.daily.pk}
    return base | changes


def test_an_item_added_is_a_draft_with_a_number(visit, media):
    visit(media.editor, Item, "add", data=facts(media))
    added = Item.objects.get(title="新稿")
    assert (added.published_at, added.code[:2]) == (None, "GJ")


def test_a_reprint_marked_later_belongs_to_the_original(visit, media):
    data = facts(media, code="GJ0003", title="礼让斑马线", reprint_of=media.reprint.pk)
    visit(media.editor, Item, "change", media.draft.pk, data=data)
    media.draft.refresh_from_db()
    assert media.draft.reprint_of == media.article


def test_an_item_is_no_reprint_of_its_own_reprint(visit, media):
    data = facts(media, code="GJ0001", reprint_of=media.reprint.pk)
    answer = visit(media.editor, Item, "change", media.article.pk, data=data)
    assert "稿件不能转载自身" in answer.content.decode()


def test_when_an_item_came_out_cannot_be_typed(visit, media):
    data = facts(media, code="GJ0003", published_at_0="2026-01-01", published_at_1="08:00")
    visit(media.editor, Item, "change", media.draft.pk, data=data)
    media.draft.refresh_from_db()
    assert media.draft.published_at is None


@pytest.mark.parametrize("model", [Broadcast, Readership])
def test_numbers_are_only_shown(visit, media, cast, model):
    assert visit(cast.administrator, model, "add").status_code == 403
