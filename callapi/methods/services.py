"""What handlers act with, built once by `app` and shared by all requests."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from callapi.access.passwords import Passwords
from callapi.domain.session import Limits
from callapi.limits.points import Points
from callapi.media.find import Media
from callapi.media.library import Library
from callapi.media.links import Links
from callapi.methods.management.call_view import CallViews
from callapi.methods.places import Places
from callapi.notify.posting import Poster
from callapi.sessions.control import Control
from callapi.sessions.listener import Listener
from callapi.sessions.options import Options
from callapi.sessions.routes import Routes
from callapi.sessions.running import Running
from callapi.store.pool import Pool


@dataclass(frozen=True, slots=True)
class Reporting:
    """What reports are told with."""

    links: Links
    wire_reasons: bool  # seven reasons as the live service spells them
    prices: Mapping[str, float]  # of a minute, by the type of the direction


@dataclass(frozen=True, slots=True)
class Services:
    db: Pool
    control: Control
    routes: Routes
    options: Options
    listener: Listener
    media: Media
    library: Library
    poster: Poster  # for tests of notifications
    passwords: Passwords
    limits: Limits
    chance: random.Random
    confirmation_s: float
    sip_server: str  # host:port, where telephones register
    running: Running
    views: CallViews
    points: Mapping[str, Points]  # by the name of the API
    highest_limits: Mapping[str, int]  # of accounts, by name
    # listings take long; calls keep connections of their own
    listings: Places
    reporting: Reporting
