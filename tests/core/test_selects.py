"""A plain select is what Django's own would be."""

import pytest
from django import forms
from django.test.html import parse_html

from core.selects import PlainSelect

CHOICES = [("", "— 请选择 —"), ("1", "甲 & 乙"), ("大类", [("2", "<丙>"), (3, "丁")])]


@pytest.mark.parametrize("value", [None, "", "1", "2", 3, "missing"])
def test_it_is_the_same_html(value):
    attrs = {"id": "id_x", "class": "wide", "required": True}
    ours, djangos = (kind(choices=CHOICES).render("x", value, attrs) for kind in (PlainSelect, forms.Select))
    assert parse_html(ours) == parse_html(djangos)
