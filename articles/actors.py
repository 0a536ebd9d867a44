"""Who takes a step: a person with an account, or a command that an operator runs."""

from dataclasses import dataclass

from django.contrib.auth.models import User


@dataclass(frozen=True)
class Command:
    """An operator at the machine. May everything; the log says which command it was."""

    name: str

    def has_perm(self, perm: str) -> bool:
        return True


type Actor = User | Command


def person(actor: Actor) -> User | None:
    """The account to write into a log, if there is one."""
    return actor if isinstance(actor, User) else None


def name_of(user: User) -> str:
    """What people call somebody, else how they sign in."""
    return user.get_full_name() or user.get_username()


def command_name(actor: Actor) -> str:
    return actor.name if isinstance(actor, Command) else ""
