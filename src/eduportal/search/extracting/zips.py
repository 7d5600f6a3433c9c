"""Office files are archives: refused when they unpack to too much, by what they say and by what they really hold."""

import zipfile

MOST_MEMBERS = 3_000
MOST_BYTES = 150 * 1024 * 1024
#: A member above so many bytes that unpacks to more than so many times its size; honest sheets stay far below.
SUSPICIOUS, MOST_RATIO = 2 * 1024 * 1024, 250
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1


class Unreadable(Exception):
    """There is no text to be had; ``reason`` is one of REASONS."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Archive:
    """A checked archive: everything that is read of it counts towards one sum. Archives inside are never opened."""

    def __init__(self, file):
        try:
            self.zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Unreadable("broken") from error
        self.read_bytes = 0
        members = self.zip.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
            raise Unreadable("bomb")
        for each in members:
            _check(each)

    @property
    def names(self):
        """The names of the members, in order."""
        return self.zip.namelist()

    def open(self, name):
        """Return a stream of one member that stops where the sum is too large."""
        return _Counted(self, self.zip.open(name))

    def first(self, name, most=4096):
        """Return the beginning of a member, b"" when there is none."""
        if name not in self.names:
            return b""
        with self.zip.open(name) as member:
            return member.read(most)

    def try_all(self):
        """Unpack every member once, for readers that take the whole file: what it says of its sizes may be a lie."""
        for member in self.zip.infolist():
            with self.open(member) as stream:
                while stream.read(1 << 18):
                    pass


def _check(member):
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted")
    if member.compress_type not in _METHODS:
        raise Unreadable("broken")
    if member.file_size > SUSPICIOUS and member.file_size > MOST_RATIO * max(1, member.compress_size):
        raise Unreadable("bomb")


class _Counted:
    def __init__(self, archive, stream):
        self.archive, self.stream = archive, stream

    def read(self, size=-1):
        try:
            data = self.stream.read(min(size, 1 << 18) if size >= 0 else 1 << 18)
        except zipfile.BadZipFile as error:
            raise Unreadable("broken") from error
        self.archive.read_bytes += len(data)
        if self.archive.read_bytes > MOST_BYTES:
            raise Unreadable("bomb")
        return data

    def close(self):
        self.stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stream.close()
