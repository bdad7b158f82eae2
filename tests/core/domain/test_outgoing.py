import ipaddress
import socket
import threading

import pytest

from core.domain import outgoing
from core.errors import Unreachable, UnsafeAddress, WrongAddress

INSIDE = [
    "https://127.0.0.1/x",
    "https://10.1.2.3/x",
    "https://172.16.0.1/x",
    "https://192.168.1.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/x",
    "https://0.0.0.0/x",
    "https://224.0.0.1/x",
    "https://240.0.0.1/x",
    "https://255.255.255.255/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://127.1/x",
    "https://localhost/x",
    "https://LOCALHOST/x",
    "https://[::1]/x",
    "https://[::]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://[fe80::1]/x",
    "https://[fc00::1]/x",
    "https://[ff02::1]/x",
    "https://[2002:7f00:1::]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[64:ff9b:1::a00:1]/x",
    "https://[::127.0.0.1]/x",
    "https://[::ffff:0:127.0.0.1]/x",
    "https://[fec0::1]/x",
    "https://[5f00::1]/x",
]
WRONG = [
    "",
    "x",
    "http://qyapi.weixin.qq.com/x",
    "ftp://qyapi.weixin.qq.com/x",
    "file:///etc/passwd",
    "gopher://127.0.0.1/x",
    "https://",
    "https:///x",
    "https://user:word@1.1.1.1/x",
    "https://1.1.1.1:0/x",
    "https://1.1.1.1:99999/x",
    "https://1.1.1.1/x y",
    "https://1.1.1.1/x\r\nHost: inside",
    "https://1.1.1.1/机器人",
    "https://[::1/x",
    "https://a..b/x",
    f"https://{'a' * 70}.example/x",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_the_network_is_refused_in_every_dress(address):
    with pytest.raises(UnsafeAddress):
        outgoing.judge(address)


@pytest.mark.parametrize("address", WRONG)
def test_what_is_no_https_address_is_refused(address):
    with pytest.raises(WrongAddress):
        outgoing.judge(address)


@pytest.mark.parametrize("ip", ["1.1.1.1", "8.8.8.8", "2606:4700::1111"])
def test_an_ip_outside_is_public(ip):
    assert outgoing.is_public(ipaddress.ip_address(ip))


def test_an_address_outside_is_taken_with_the_ip_to_connect_to():
    target = outgoing.judge("https://1.1.1.1/cgi-bin/send?key=1")
    assert (target.ip, target.port, target.path) == ("1.1.1.1", 443, "/cgi-bin/send?key=1")


def test_a_name_that_nobody_knows_is_said_so():
    with pytest.raises(Unreachable):
        outgoing.judge("https://no-such-name.invalid/x")


def test_a_named_host_inside_may_be_called_over_plain_http(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["localhost"]
    assert outgoing.judge("http://localhost:8080/x").port == 8080
    with pytest.raises(WrongAddress):
        outgoing.judge("http://127.0.0.1:8080/x")


def test_one_name_with_an_address_inside_and_one_outside_is_refused(monkeypatch):
    found = [(0, 0, 0, "", (ip, 443)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    with pytest.raises(UnsafeAddress):
        outgoing.judge("https://twofold.example/x")


def test_a_name_is_asked_once_for_each_call_and_the_judged_ip_is_called(monkeypatch):
    """The second answer of a rebinding name is never used."""
    asked, called = [], []
    answers = [[(0, 0, 0, "", ("1.1.1.1", 443))], [(0, 0, 0, "", ("127.0.0.1", 443))]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, *_args, **_named: asked.append(name) or answers.pop(0))

    def connect(where, timeout):
        called.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        outgoing.post("https://rebinding.example/x", b"{}", {})
    assert (asked, called) == (["rebinding.example"], [("1.1.1.1", 443)])


def test_an_answer_comes_with_status_and_beginning(robot):
    robot.status, robot.answer = 418, b"x" * (outgoing.MOST_BYTES + 1)
    answer = outgoing.post(robot.address, b'{"a":1}', {"Content-Type": "application/json"})
    assert (answer.status, len(answer.body)) == (418, outgoing.MOST_BYTES)
    assert robot.calls[0].path == "/cgi-bin/webhook/send?key=a-key-of-the-robot"


def test_a_redirect_is_not_followed(robot):
    robot.status, robot.headers = 302, {"Location": robot.address}
    assert outgoing.post(robot.address, b"{}", {}).status == 302
    assert len(robot.calls) == 1


def test_a_server_that_is_away_or_not_speaking_http_is_said_without_the_address(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises(Unreachable) as broken:
            outgoing.post(f"http://127.0.0.1:{port}/?key=secret", b"{}", {})
    with pytest.raises(Unreachable) as refused:
        outgoing.post(f"http://127.0.0.1:{port}/?key=secret", b"{}", {})
    assert [str(broken.value), str(refused.value)] == ["连接中断。", "对方拒绝连接。"]


def test_a_server_that_drips_its_answer_is_cut_off(settings, monkeypatch):
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(outgoing, "TOTAL_SECONDS", 0.3)
    over = threading.Event()

    def drip(server) -> None:
        caller = server.accept()[0]
        while not over.wait(0.05):
            try:
                caller.sendall(b"H")
            except OSError:
                break
        caller.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        with pytest.raises(Unreachable):
            outgoing.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        over.set()
        thread.join()


def test_a_server_without_a_certificate_is_not_spoken_to(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            caller = server.accept()[0]
            caller.recv(100)
            caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            caller.close()

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(Unreachable) as refusal:
            outgoing.post(f"https://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        thread.join()
    assert str(refusal.value) == "对方的证书或加密方式不被接受。"
