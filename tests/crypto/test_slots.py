"""Key slots: what opens them, what never does."""

import json
import subprocess
import sys
import unicodedata

import pytest

from fieldcheck.crypto import STRONG, KeySlots, new_database_key, seal, unseal
from fieldcheck.domain.errors import BundleRefused, InvalidValue, StoreRefused, WrongPassphrase
from tests.quick_keys import QUICK

KEY = new_database_key()


def slots(*names: str) -> KeySlots:
    made = KeySlots("store-1", stretching=QUICK)
    for name in names:
        made.add(name, f"geheim van {name}", KEY)
    return made


def reread(text: str) -> KeySlots:
    return KeySlots.from_json(text, stretching=QUICK)


def test_every_slot_opens_the_same_key_after_reading_the_file_back() -> None:
    again = reread(slots("Noor", "Daan", "#recovery").to_json())
    assert again.names == ("Noor", "Daan", "#recovery")
    assert again.users == ("Noor", "Daan")
    assert {again.open(name, f"geheim van {name}") for name in again.names} == {KEY}


def test_the_strong_default_opens_and_is_64_mib() -> None:
    strong = KeySlots("store-1")
    strong.add("Noor", "geheim", KEY)
    assert json.loads(strong.to_json())["slots"][0]["kdf"] == {
        "name": "argon2id",
        "memory_kib": 65536,
        "passes": 3,
        "lanes": 4,
    }
    assert KeySlots.from_json(strong.to_json()).open("Noor", "geheim") == KEY


@pytest.mark.parametrize(("name", "secret"), [("Noor", "anders"), ("Daan", "geheim van Noor"), ("Noor", "")])
def test_a_wrong_name_or_secret_says_only_that_they_do_not_fit(name: str, secret: str) -> None:
    with pytest.raises(WrongPassphrase) as raised:
        slots("Noor").open(name, secret)
    assert "geheim" not in str(raised.value)


def test_a_changed_passphrase_closes_the_old_one_and_keeps_the_place() -> None:
    made = slots("Noor", "Daan")
    made.replace("Noor", "nieuw", made.unlock("Noor", "geheim van Noor"))
    assert made.names == ("Noor", "Daan")
    assert made.open("Noor", "nieuw") == KEY
    with pytest.raises(WrongPassphrase):
        made.open("Noor", "geheim van Noor")


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    made = KeySlots("store-1", stretching=QUICK)
    made.add("Zoë", unicodedata.normalize("NFC", "café één"), KEY)
    assert made.open("Zoë", unicodedata.normalize("NFD", "café één")) == KEY


def test_a_name_twice_or_empty_is_refused() -> None:
    with pytest.raises(InvalidValue):
        slots("Noor").add("Noor", "x", KEY)
    with pytest.raises(InvalidValue):
        slots().add(" ", "x", KEY)


def test_a_slot_weaker_than_the_programme_wants_is_refused_before_any_passphrase_is_tried() -> None:
    with pytest.raises(StoreRefused):
        KeySlots.from_json(slots("Noor").to_json(), stretching=STRONG)


@pytest.mark.parametrize(
    ("field", "value"),
    [("memory_kib", 128), ("passes", 2), ("lanes", 2)],
)
def test_changed_parameters_do_not_open(field: str, value: int) -> None:
    content = json.loads(slots("Noor").to_json())
    content["slots"][0]["kdf"][field] = value
    if field == "lanes":
        content["slots"][0]["kdf"]["memory_kib"] = 64
    with pytest.raises(WrongPassphrase):
        reread(json.dumps(content)).open("Noor", "geheim van Noor")


def test_a_slot_moved_to_another_name_or_store_does_not_open() -> None:
    content = json.loads(slots("Noor").to_json())
    other_store = json.dumps(content | {"store": "store-2"})
    content["slots"][0]["name"] = "Daan"
    for text, name in ((other_store, "Noor"), (json.dumps(content), "Daan")):
        with pytest.raises(WrongPassphrase):
            reread(text).open(name, "geheim van Noor")


def test_every_changed_byte_of_the_wrapped_key_is_noticed() -> None:
    text = slots("Noor").to_json()
    place = text.index('"sealed": "') + len('"sealed": "')
    for offset in range(64):
        changed = "A" if text[place + offset] != "A" else "B"
        with pytest.raises((WrongPassphrase, StoreRefused)):
            reread(text[: place + offset] + changed + text[place + offset + 1 :]).open(
                "Noor", "geheim van Noor"
            )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"version": 3, "store": "s", "slots": []}',
        '{"version": 1, "store": "s", "slots": [{}]}',
        '{"version": 1, "store": 3, "slots": []}',
    ],
)
def test_a_damaged_or_foreign_file_is_refused(text: str) -> None:
    with pytest.raises(StoreRefused):
        reread(text)


def test_absurd_parameters_are_refused_instead_of_eating_the_memory() -> None:
    content = json.loads(slots("Noor").to_json())
    content["slots"][0]["kdf"]["memory_kib"] = 2**40
    with pytest.raises(StoreRefused):
        reread(json.dumps(content))


def test_reading_the_names_loads_no_crypto_library() -> None:
    program = (
        "import sys; from fieldcheck.crypto import KeySlots, Stretching;"
        "s = KeySlots.from_json(sys.stdin.read(), stretching=Stretching(64, 1, 1)); print(s.names);"
        "heavy = {'argon2', 'cryptography', 'pyhanko', 'asn1crypto', 'pyrage'};"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=slots("Noor").to_json(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines() == ["('Noor',)", "[]"]


def test_every_slot_has_an_identity_of_its_own_that_no_other_secret_opens() -> None:
    made = reread(slots("Noor", "Daan").to_json())
    noor, daan = (made.unlock(name, f"geheim van {name}") for name in ("Noor", "Daan"))
    assert noor.key == daan.key
    assert noor.identity
    assert daan.identity
    assert noor.identity.secret != daan.identity.secret
    assert made.recipients == {"Noor": noor.identity.recipient, "Daan": daan.identity.recipient}
    assert unseal(seal(b"van Noor", [made.recipients["Noor"]]), noor.identity.secret) == b"van Noor"
    with pytest.raises(BundleRefused):
        unseal(seal(b"van Noor", [made.recipients["Noor"]]), daan.identity.secret)
    made.replace("Noor", "nieuw", noor)
    assert made.unlock("Noor", "nieuw").identity == noor.identity  # a new passphrase loses nothing


def test_an_identity_that_was_moved_to_another_slot_or_changed_opens_nothing() -> None:
    for change in ("recipient", "sealed", "nonce"):
        content = json.loads(slots("Noor", "Daan").to_json())
        noor, daan = content["slots"]
        daan["identity"][change] = noor["identity"][change]
        with pytest.raises(WrongPassphrase):
            reread(json.dumps(content)).unlock("Daan", "geheim van Daan")
    content = json.loads(slots("Noor").to_json())
    content["slots"][0]["identity"]["nonce"] = "AAAA"
    with pytest.raises(StoreRefused):
        reread(json.dumps(content))


def test_a_slot_of_the_first_format_opens_and_gets_an_identity_when_it_is_wrapped_anew() -> None:
    content = json.loads(slots("Noor").to_json())
    content["version"] = 1
    del content["slots"][0]["identity"]
    old = reread(json.dumps(content))
    assert old.recipients == {}
    unlocked = old.unlock("Noor", "geheim van Noor")
    assert (unlocked.key, unlocked.identity) == (KEY, None)
    old.replace("Noor", "geheim van Noor", unlocked)
    assert reread(old.to_json()).unlock("Noor", "geheim van Noor").identity is not None
