"""Personal data as pages show it: enough to recognise, too little to misuse (个人信息保护法, article 51)."""

SHOWN_FRONT, SHOWN_BACK = 3, 4


def mask_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: ``138****1234``.

    A number too short to hide anything in is hidden wholly; an empty one stays empty.
    """
    if len(phone) <= SHOWN_FRONT + SHOWN_BACK:
        return "*" * len(phone)
    return f"{phone[:SHOWN_FRONT]}****{phone[-SHOWN_BACK:]}"


def mask_name(name: str) -> str:
    """Return a name with its family name alone readable, such as ``王**``."""
    return name[:1] + "*" * (len(name) - 1)


def mask_identity(number: str) -> str:
    """Return an ID number with the day of birth hidden: ``130682********1234``."""
    return f"{number[:6]}********{number[-4:]}" if len(number) > 10 else "*" * len(number)
