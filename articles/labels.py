"""What a step is called: on its button, in the history, in the log and its filters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# The steps of the table, then what is done beside them.
LABELS = {
    "start": _("Begin"),
    "submit": _("Submit"),
    "return": _("Return"),
    "approve": _("Approve"),
    "publish": _("Publish"),
    "correct": _("Publish as a correction"),
    "reschedule": _("Reschedule"),
    "unschedule": _("Take off the schedule"),
    "embargo": _("Set an embargo"),
    "expire": _("Set an expiry"),
    "withdraw": _("Withdraw"),
    "retract": _("Retract"),
    "reopen": _("Reopen"),
    "restore": _("Restore old words"),
    "file": _("File anew"),
    "plan": _("Plan a change"),
    "drop": _("Drop a planned change"),
    "assign": _("Assign"),
    "finish": _("Finish the work"),
    "share": _("Make a preview link"),
    "revoke": _("Revoke a preview link"),
}


def label(step: str) -> Any:
    return LABELS.get(step, step)
