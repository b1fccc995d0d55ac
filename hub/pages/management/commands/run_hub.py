import os
import signal
import socket
import subprocess
import sys
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from community.members.queries import DEMO_EMAILS
from hub.catalogue.models import Entry
from hub.pages.demo.accounts import PASSWORD
from hub.pages.demo.loader import has_demo, renew_demo
from search.engines.checks import uses_elasticsearch


class Command(BaseCommand):
    help = "Prepare the database, fill an empty one with the demo, and serve the hub with its worker."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options):
        refuse_taken_port(host, port)
        self.say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        if not Entry.objects.exists():
            self.say("Filling the empty hub with demo content …")
            call_command("load_demo")
        elif has_demo():
            renew_demo()
        self.welcome(host, port)
        workers = start_workers(site_url=address(host, port))
        # Ended from outside, the server must take its workers along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        threading.Thread(target=do_what_is_due, daemon=True).start()
        try:
            call_command("runserver", f"{host}:{port}", use_reloader=False, skip_checks=True)
        finally:
            for worker in workers:
                worker.terminate()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def welcome(self, host: str, port: int) -> None:
        here = address(host, port)
        self.say("")
        self.say(self.style.SUCCESS(f"The hub runs at {here}/"))
        self.say(f"Its mails are at {here}/dev/mail/")
        self.say(f"Sign in at {here}/account/login/, editors at {here}/admin/, with the password {PASSWORD}:")
        for email in DEMO_EMAILS:
            self.say(f"  {email}")
        self.say("Stop it with Ctrl+C.\n")


def address(host: str, port: int) -> str:
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Try `make run PORT={port + 1}`.") from error


def start_workers(*, site_url: str) -> list[subprocess.Popen]:
    """The worker, and with Elasticsearch another for its index. Mails link to where this server listens."""
    environment = {"SITE_URL": site_url} | os.environ
    queues = [["*", "--exclude-queues", "search", "--interval", "2"], ["search", "--interval", "0.5"]]
    return [
        subprocess.Popen(
            [sys.executable, "manage.py", "db_worker", "--no-reload", "-v", "0", "--queue-name", *queue],
            env=environment,
        )
        for queue in (queues if uses_elasticsearch() else queues[:1])
    ]


def do_what_is_due() -> None:
    """Scheduled publications, expiries and mails, once a minute, as cron does in production."""
    while True:
        time.sleep(60)
        call_command("publish_scheduled", verbosity=0)
        call_command("deliver_mail", verbosity=0)
