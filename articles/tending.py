"""What a queue without retries needs: tasks of killed workers are ended, what did not leave is tried again."""

from datetime import timedelta

from django.conf import settings
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import notices, websub
from articles.models import Notice, Ping

# No task of ours takes longer: its worker is gone.
DEAD_AFTER = timedelta(minutes=30)
# A mail or a ping is tried again after the first, and given up after the second: the notice stays at the desk, and
# those who follow a feed look for themselves.
TRY_AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=1)
KEPT = timedelta(days=14)
READ_KEPT = timedelta(days=180)


def reap() -> int:
    """Mark as failed what a killed worker left running; the number of tasks."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - DEAD_AFTER)
    return stuck.update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="Its worker is gone: manage.py tend."
    )


def send_again() -> int:
    """Enqueue the mails that did not leave; the number of them."""
    if not settings.SENDS_MAIL:
        return 0
    now = timezone.now()
    waiting = Notice.objects.filter(
        sent_at=None,
        read_at=None,
        at__gt=now - GIVE_UP_AFTER,
        at__lt=now - TRY_AGAIN_AFTER,
        person__is_active=True,
    ).exclude(person__email="")
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        notices.mail.enqueue(key)
    return len(keys)


def ping_again() -> int:
    """Enqueue the pings that did not arrive; the number of them."""
    now = timezone.now()
    waiting = Ping.objects.waiting().filter(made_at__gt=now - GIVE_UP_AFTER, made_at__lt=now - TRY_AGAIN_AFTER)
    keys = list(waiting.filter(hub__in=settings.WEBSUB_HUBS).values_list("pk", flat=True))
    for key in keys:
        websub.ping.enqueue(key)
    return len(keys)


def prune() -> int:
    """Remove finished tasks, old pings, and notices that were read long ago; the number of rows."""
    now = timezone.now()
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    read, _ = Notice.objects.filter(read_at__lt=now - READ_KEPT).delete()
    pings, _ = Ping.objects.filter(made_at__lt=now - KEPT).delete()
    return tasks + read + pings
