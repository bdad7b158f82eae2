import pytest
from command.models import Area
def test_x(db):
    assert Area.objects.count()==1
