import pytest

from core.personal import mask_identity, mask_phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800001234", "138****1234"), ("031223456789", "031****6789"), ("1234567", "*******"), ("110", "***"), ("", "")],
)
def test_the_middle_of_a_phone_is_hidden(phone, shown):
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("13068219900305002X", "130682********002X"), ("123456", "******"), ("", "")]
)
def test_the_day_of_birth_in_an_id_number_is_hidden(number, shown):
    assert mask_identity(number) == shown
