"""What is wrong with the declarations: every mistake of every file, reported together."""


class DefinitionErrors(Exception):
    """The declared files have mistakes, so nothing starts.

    :param errors: the mistakes, each a :class:`eduportal.domain.messages.Message` that begins with
        ``file:line: path:``. ``str()`` of the exception is one of them per line.
    """

    def __init__(self, errors):
        super().__init__("\n".join(errors))
        self.errors = list(errors)
