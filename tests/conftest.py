"""How the laws are tested: no example is judged by the time it takes, and CI tries the same ones every time."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "xlplan", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("xlplan")
