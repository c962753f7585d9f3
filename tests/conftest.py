"""How the laws are tested: forty examples each, none judged by the time it takes, in CI the same ones every time; the demo schools."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from xlplan.jobs.new import new

settings.register_profile(
    "xlplan",
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("xlplan")


@pytest.fixture(scope="session")
def clean_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the demo school without mistakes, built once; who changes it takes a copy."""
    folder = tmp_path_factory.mktemp("clean") / "school"
    new(folder, demo=True, clean=True)
    return folder


@pytest.fixture(scope="session")
def spoilt_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the demo school with its mistakes; who changes it takes a copy."""
    folder = tmp_path_factory.mktemp("spoilt") / "school"
    new(folder, demo=True)
    return folder
