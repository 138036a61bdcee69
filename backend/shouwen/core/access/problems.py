"""What access says no to, when roles are given and ended and when people are let in."""

from shouwen.kit.problem import Conflict, Malformed


class AlreadyGranted(Conflict):
    """Nobody holds a role twice at one place."""

    code = "access.already_granted"
    zh = "该员工在此范围内已有这个角色"
    en = "They hold this role at this place already"


class GrantEnded(Conflict):
    """What has ended does not end again."""

    code = "access.grant_ended"
    zh = "这项授权已经结束"
    en = "This grant has ended already"


class LastAdministrator(Conflict):
    """Somebody must be left who can give roles for the whole company."""

    code = "access.last_administrator"
    zh = "这是最后一位全公司的系统管理员，请先授权另一位"
    en = "This is the last administrator of the whole company; grant the role to somebody else first"


class SignsInAlready(Conflict):
    """A username is for somebody who has none yet."""

    code = "access.signs_in_already"
    zh = "该员工已有用户名，无需再填"
    en = "They have a username already; leave it out"


class UsernameNeeded(Malformed):
    """Whoever signs in for the first time needs a name to do it with."""

    code = "access.username_needed"
    zh = "该员工还没有用户名，请填写"
    en = "They have no username yet; give one"

    @classmethod
    def here(cls) -> "UsernameNeeded":
        return cls.at("/username")
