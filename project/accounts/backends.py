from allauth.account.auth_backends import AuthenticationBackend


class AccountBackend(AuthenticationBackend):
    """Login by e-mail address and password, or by a second factor of allauth's; nobody whose account is
    disabled or past its last day."""

    def user_can_authenticate(self, user):
        return user.may_log_in
