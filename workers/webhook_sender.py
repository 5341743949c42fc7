"""Sends the notices of jobs: posted to the URLs that asked for them, signed, and again with growing pauses until a receiver takes them."""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from service.outage_log import OutageLog
from service.store.deliveries import Deliveries, Delivery
from service.store.webhook_secrets import WebhookSecrets
from service.webhooks.posting import PostError, post
from service.webhooks.signatures import signature_headers
from service.webhooks.targets import Target, TargetError, Targets, UnknownHostError

log = logging.getLogger(__name__)

#: Seconds from one look for due notices to the next.
LOOK_EVERY_S = 1.0
#: Notices of one look, and how many are sent at a time.
MOST_AT_ONCE, N_THREADS = 100, 8
#: Seconds from each try to the next: after the last one, two days after the first, a notice is given up. A random fifth is added.
PAUSES_S = (5.0, 30.0, 120.0, 600.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 43_200.0, 86_400.0)
#: Longest pause that a receiver may ask for, in seconds.
MAX_RETRY_AFTER_S = 3600.0

#: Posts a body to a target at an address, with headers. Raises PostError.
Post = Callable[[Target, str, str, Mapping[str, str]], None]


class WebhookSender:
    """A thread that sends due notices. Each worker may run one: every try is taken by one of them.

    Args:
        deliveries: The notices.
        secrets: Secrets that sign them.
        targets: Where they may be sent.
        post: Posts them.
        clock: Returns seconds since 1970.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        secrets: WebhookSecrets,
        targets: Targets,
        post: Post = post,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._deliveries, self._secrets, self._targets, self._post, self._clock = deliveries, secrets, targets, post, clock
        self._busy: set[str] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread; a notice that is being sent is not waited for, and sent again by others if it must be."""
        self._stopping.set()

    def send_due(self, threads: Executor) -> list[Future[None]]:
        """Begin to send the notices that are due, those to one URL in turn; a URL to which others are still being sent has to wait."""
        by_url: dict[str, list[Delivery]] = {}
        for delivery in self._deliveries.due(MOST_AT_ONCE, list(self._busy)):
            by_url.setdefault(delivery.url, []).append(delivery)
        self._busy |= by_url.keys()
        return [threads.submit(self._send_in_turn, url, notices) for url, notices in by_url.items()]

    def _send_in_turn(self, url: str, notices: Sequence[Delivery]) -> None:
        """Send notices to one URL until one fails: to a receiver that is away each would wait in vain."""
        try:
            for delivery in notices:
                if self._stopping.is_set() or not self._send(delivery):
                    return
        except SQLAlchemyError:
            log.warning("The outcome of a notice could not be recorded; it is sent again.", exc_info=True)
        except Exception:  # Nobody reads the future; the notice is due again after a while.
            log.exception("A notice could not be sent for an unexpected reason; it is sent again.")
        finally:
            self._busy.discard(url)

    def _send(self, delivery: Delivery) -> bool:
        """Try to send a notice; return whether the next one to the same URL may be tried."""
        if not self._deliveries.take(delivery):
            return True
        try:
            target, address = self._targets.address(delivery.url)
            signed = signature_headers(delivery.id, int(self._clock()), delivery.body, self._secrets.signing(delivery.owner))
            self._post(target, address, delivery.body, signed)
        except TargetError as error:
            self._give_up(delivery, str(error))
            return True
        except (PostError, UnknownHostError) as error:
            self._failed(delivery, error)
            return False
        self._deliveries.delivered(delivery)
        return True

    def _failed(self, delivery: Delivery, error: PostError | UnknownHostError) -> None:
        is_last = delivery.attempts >= len(PAUSES_S) or (isinstance(error, PostError) and error.is_final)
        if is_last:
            self._give_up(delivery, str(error))
            return
        asked_s = min(error.retry_after_s, MAX_RETRY_AFTER_S) if isinstance(error, PostError) else 0.0
        pause_s = max(PAUSES_S[delivery.attempts], asked_s)
        self._deliveries.failed(delivery, str(error), pause_s * random.uniform(1.0, 1.2))

    def _give_up(self, delivery: Delivery, error: str) -> None:
        log.warning("A notice of a job is given up.", extra={"delivery": delivery.id, "attempts": delivery.attempts + 1, "error": error})
        self._deliveries.failed(delivery, error, None)

    def _run(self) -> None:
        outage = OutageLog(log)
        with ThreadPoolExecutor(N_THREADS, "webhook") as threads:
            while not self._stopping.wait(LOOK_EVERY_S):
                try:
                    self.send_due(threads)
                    outage.worked()
                except SQLAlchemyError:
                    outage.failed("Notices of jobs cannot be read.")
                except Exception:  # Nobody would notice if this thread ended.
                    log.exception("The sender of notices failed unexpectedly; it tries again.")
