"""Passwords: kept as argon2id, checked in the same time for a log-in that nobody has, refused when easy to guess."""

import re
from base64 import b64encode
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from eduportal.domain.messages import _
from eduportal.domain.text import fold, nfc

#: OWASP's first choice for argon2id; a sign-in takes about 0.05 s of one core.
MEMORY_KIB, ROUNDS, LANES = 19 * 1024, 2, 1
SHORTEST, LONGEST = 10, 256
#: What must be left of a password without names, dates, digits and well-known words.
_LEFT = 4
#: Two at once: a flood of sign-ins must not take all memory and both cores.
_TURN = BoundedSemaphore(2)

_hasher = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES, hash_len=32, salt_len=16,
                         type=Type.ID)
#: Well formed and made of no password; checking against it costs what a real check costs.
_NOBODY = (f"$argon2id$v=19$m={MEMORY_KIB},t={ROUNDS},p={LANES}"
           f"${b64encode(bytes(16)).decode().rstrip('=')}${b64encode(bytes(32)).decode().rstrip('=')}")

#: What people here choose first, folded, without spaces; digits and signs around them change nothing.
_COMMON = """
    abcdefgh admin administrator anhyeuem anhnhoem asdfghjkl bacho baomat bimat canbo changemeplease chaocacban
    chucmungnammoi cohieutruong congnghe congthongtin daihoc dangnhap denhatban doremon emyeuanh emyeutruongem giadinh
    giaoduc giaovien giaovienchunhiem hanoi hanoimuathu hanhphuc hieutruong hoanghonruc hocba hocgioi hochanh hocsinh
    hocsinhgioi hoctap hocvien iloveyou khongbiet khongcho khongco khongcomatkhau khongnho letmein lophoc lovely maiyeu
    matkhau matkhaucuatoi matkhaumoi matkhaumanh memaiyeu motconvit motvaba mypassword nguoiyeu nhatruong nhungnguoiban
    passw password phongdaotao phonggiaoduc phuhuynh qazwsxedc qwerty qwertyuiop qwertyuiopasdfghjkl quantri quantrivien
    quenmatkhau quenroi quynhanh saigon sogiaoduc songoc sodiem taikhoan tamtaimatkhau thaygiao thanhcong thanhpho
    thpt thcs tieuhoc tinhban tinhyeu tochuyenmon toiyeuvietnam tongthong truonghoc truongmam truongthcs truongthpt
    truongtieuhoc vanthu vietnam vietnamvodich vnedu welcome xinchao yeuanhnhieulam yeuem yeuemnhieu yeumenhieu zxcvbnm
""".split()
_SIGNS_AS_LETTERS = str.maketrans("@$01345", "asoleas")
_KEYBOARD = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop", "01234567890",
             "1qaz2wsx3edc4rfv")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}\D?\d{1,2}\D?(?:19|20)\d\d|(?:19|20)\d\d\D?\d{1,2}\D?\d{1,2}|\d{6})(?!\d)")


def hash_password(text):
    """Return the argon2id hash of a password, with its salt and parameters, as ASCII text."""
    with _TURN:
        return _hasher.hash(_bytes(text))


def check_password(hash, text):
    """Return ``(ok, needs_rehash)``: whether ``text`` is the password, and whether to keep a new hash of it.

    A password longer than any that is taken is wrong, after the same time; so is one against an empty or broken hash.
    """
    if len(text) > 4 * LONGEST:
        dummy_check("")
        return False, False
    try:
        with _TURN:
            _hasher.verify(hash, _bytes(text))
    except InvalidHashError:
        dummy_check(text)
        return False, False
    except VerificationError:
        return False, False
    return True, _hasher.check_needs_rehash(hash)


def dummy_check(text):
    """Take as long as :func:`check_password` does; for a log-in name that nobody has. Returns ``(False, False)``."""
    try:
        with _TURN:
            _hasher.verify(_NOBODY, _bytes(text[:LONGEST]))
    except VerificationError:
        pass
    return False, False


def password_problems(text, login, name):
    """Return why ``text`` is no good password for the person with this log-in and full name; an empty list if it is.

    :returns: list of :class:`eduportal.domain.messages.Message`.
    """
    text = nfc(text)
    if len(text) < SHORTEST:
        return [_("The password needs at least ${count} characters. A short sentence is easy to remember.",
                  count=SHORTEST)]
    if len(text) > LONGEST:
        return [_("The password may have at most ${count} characters.", count=LONGEST)]
    return [message for found, message in (
        (_is_repetition(text), _("The password repeats the same few characters.")),
        (_is_number(text), _("The password is only a number or a date; others can find it out.")),
        (_is_personal(text, login, name), _("The password is made of the log-in name, the person's name or a date.")),
        (_is_common(text), _("The password is one of those that are tried first.")),
    ) if found]


def _bytes(text):
    # surrogatepass: a broken character from a client is a wrong password, never an error.
    return nfc(text).encode("utf-8", "surrogatepass")


def _is_repetition(text):
    folded = fold(text)
    return len(set(folded)) < 4 or any(_repeats(folded, size) for size in range(1, 5))


def _repeats(text, size):
    return text == (text[:size] * (len(text) // size + 1))[:len(text)]


def _is_number(text):
    return not any(char.isalpha() for char in text)


def _is_personal(text, login, name):
    """Return whether next to nothing is left of ``text`` without the person's names, a date and other digits."""
    if not any(char.isalpha() for char in text):
        return False
    before = _letters(_DATE.sub(" ", fold(text)))
    left = before
    words = re.findall(r"[^\W_]+", fold(f"{login} {name}"))
    for word in sorted({_letters(login), _letters(name), *words}, key=len, reverse=True):
        if len(word) > 1:
            left = left.replace(word, "")
    named_or_dated = left != before or _DATE.search(text)
    return bool(named_or_dated) and len(re.sub(r"\d", "", left)) < _LEFT


def _is_common(text):
    """Return whether ``text`` is a well-known word or a run on the keyboard, with digits and signs around it or not."""
    folded = fold(text)
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    forms = {_letters(each) for each in (folded, core, core.translate(_SIGNS_AS_LETTERS))}
    return any(form in _COMMON or _is_run(form) or _is_common_twice(form) for form in forms)


def _is_common_twice(form):
    half = form[:len(form) // 2]
    return form == half * 2 and half in _COMMON


def _is_run(form):
    """Return whether nearly all of a password is one run of keys, either way round, or the first letters and digits."""
    runs = [run[i:i + 8] for way in _KEYBOARD for run in (way, way[::-1]) for i in range(len(run) - 7)]
    return any(run in form and len(form) < 8 + _LEFT for run in runs)


def _letters(text):
    """Return the folded letters and digits of a text, without anything between them."""
    return "".join(re.findall(r"[^\W_]+", fold(text)))
