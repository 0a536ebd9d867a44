"""`manage.py create_staff`: the first account of a newsroom, and the way back in for somebody who is locked out."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from articles import actors
from articles.roles import ROLES
from newsroom.accounts import people
from newsroom.lib.commands import HelpfulCommand
from newsroom.models import ONE_TIME

BY = actors.Command("create_staff")


class Command(HelpfulCommand):
    help = (
        "Make an account for somebody who works here, and print the one-time password that it opens with. They choose\n"
        "their own at the first sign-in, and a second factor. An account that is there already is left as it is, and\n"
        "the exit status is 1, unless one of the two options for those who are locked out is given.\n\n"
        'Example: manage.py create_staff mara --name "Mara Quill" --role Publisher'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="what they sign in with")
        parser.add_argument("--name", default="", help="as it stands in the log of a story")
        parser.add_argument("--email", default="")
        parser.add_argument("--role", choices=list(ROLES), help="needed for a new account")
        parser.add_argument("--new-password", action="store_true", help="give an account a new one-time password")
        parser.add_argument("--reset-factor", action="store_true", help="forget the second factors of an account")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if options["new_password"] or options["reset_factor"]:
            self._let_in_again(person, options)
        elif person is not None:
            raise CommandError(f"There is an account “{person.username}” already; nothing was changed.", returncode=1)
        else:
            self._add(options)

    def _add(self, options: dict[str, Any]) -> None:
        if not options["role"]:
            raise CommandError(f"Give the new account a role: --role {' | '.join(ROLES)}")
        first, _, last = options["name"].strip().rpartition(" ")
        roles = Group.objects.filter(name=options["role"])
        try:
            password = people.add(
                options["username"], first_name=first, last_name=last, email=options["email"], roles=roles, by=BY
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._tell(options["username"], password)

    def _let_in_again(self, person: User | None, options: dict[str, Any]) -> None:
        if person is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        if options["reset_factor"]:
            people.reset_second_factor(person, by=BY)
            self.stdout.write(f"{person.username} has no second factor now; the next sign-in leads to a new one.")
        if options["new_password"]:
            self._tell(person.username, people.give_one_time_password(person, by=BY))

    def _tell(self, username: str, password: str) -> None:
        self.stdout.write(f"{username} signs in with this, once, within {ONE_TIME.days} days: {password}")
