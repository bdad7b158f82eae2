import pytest

from core.running import broker


def test_a_given_broker_is_not_embedded(settings):
    settings.REDIS_URL = "redis://redis:6379/0"
    assert not broker.is_embedded()


def test_a_folder_whose_path_is_too_long_for_a_socket_is_told(settings, tmp_path):
    settings.REDIS_URL = f"redis+socket://{tmp_path}/{'x' * 107}/redis.sock"
    with pytest.raises(broker.NoBroker, match="VAR_DIR 的路径过长"):
        broker.command()


def test_a_broker_that_does_not_come_is_told(settings, tmp_path):
    settings.REDIS_URL = f"redis+socket://{tmp_path}/redis.sock"
    with pytest.raises(broker.NoBroker):
        broker.await_answer(0.1)
