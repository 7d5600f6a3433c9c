"""Pyramid's two questions, answered: who is asking (session of the side store), may they (the pure decision)."""

from pyramid.interfaces import IAuthenticationPolicy, IAuthorizationPolicy
from webob.cookies import CookieProfile
from zope.interface import implementer

COOKIE = "eduportal"


@implementer(IAuthenticationPolicy)
class SessionAuthentication:
    """The asker is the account of a session in the side store; the cookie holds a random token and nothing else."""

    def __init__(self, secure):
        self.secure = secure

    def unauthenticated_userid(self, request):
        return self.authenticated_userid(request)

    def authenticated_userid(self, request):
        """Return the uuid of the account that is signed in, or None."""
        return request.account.uuid if request.account is not None else None

    def effective_principals(self, request):
        """Return the asker; the authorization below reads roles from it, Pyramid's own principals are not used."""
        return [request.asker]

    def remember(self, request, token, **options):
        """Return the headers that set the session cookie."""
        return _cookie(request, self.secure).get_headers(token)

    def forget(self, request):
        """Return the headers that delete the session cookie."""
        return _cookie(request, self.secure).get_headers(None)


def _cookie(request, secure):
    return CookieProfile(COOKIE, secure=secure, httponly=True, samesite="lax", path="/", serializer=_Plain()).bind(
        request
    )


class _Plain:
    """The token is random and only its hash is stored: there is nothing in it to sign or to read."""

    def dumps(self, token):
        return (token or "").encode("ascii")

    def loads(self, raw):
        return raw.decode("ascii", "replace")


@implementer(IAuthorizationPolicy)
class DeclaredAuthorization:
    """Rights are what the workflows declare for the asker's roles; nothing is stored, nothing is inherited by copy."""

    def __init__(self, decide):
        self.decide = decide

    def permits(self, context, principals, permission):
        """Return the :class:`eduportal.domain.access.Decision`; an unknown context or permission is refused."""
        if permission == "account:own":
            return principals[0].account is not None
        if not hasattr(context, "type_name"):
            return False
        return self.decide(principals[0], context, permission)

    def principals_allowed_by_permission(self, context, permission):
        raise NotImplementedError("Ask eduportal.security.rights who may do what.")
