"""What the stages of a project say: how much of it should be done on a day, and how much is."""

import numpy as np
import pandas as pd

from xlplan.tables.projects import CANCELLED, FINISHED, Project, Stage


def open_projects(projects: pd.DataFrame) -> pd.DataFrame:
    """The projects that are neither built nor given up."""
    over = projects[Project.state].isin([*FINISHED, CANCELLED]) | projects[Project.end].notna()
    return projects[~over]


def planned(projects: pd.DataFrame, stages: pd.DataFrame, day: pd.Timestamp) -> "pd.Series":
    """The share of each project that the plan wants by the end of a day: its stages by weight, each even from day to day.

    A project without stages is even from 开工 to 计划完工; NaN where it has no 开工.
    """
    of_stages = _weighted(
        projects, stages, _gone(stages[Stage.planned_start], stages[Stage.planned_end], day)
    )
    return of_stages.fillna(_gone(projects[Project.start], projects[Project.due], day))


def done(projects: pd.DataFrame, stages: pd.DataFrame) -> "pd.Series":
    """The share of each project that is built: its stages by weight, or 形象进度 where it has none."""
    return _weighted(projects, stages, stages[Stage.done]).fillna(projects[Project.progress])


def weights(projects: pd.DataFrame, stages: pd.DataFrame) -> "pd.Series":
    """What the weights of each project's stages add up to, NaN where it has none."""
    return _summed(projects, stages, stages[Stage.weight])


def _weighted(projects: pd.DataFrame, stages: pd.DataFrame, shares: "pd.Series") -> "pd.Series":
    total = weights(projects, stages)
    return _summed(projects, stages, stages[Stage.weight] * shares) / total.where(total > 0)


def _summed(projects: pd.DataFrame, stages: pd.DataFrame, values: "pd.Series") -> "pd.Series":
    sums = values.groupby(stages[Stage.project]).sum(min_count=1)
    return projects[Project.number].map(sums).astype("float64")


def _gone(starts: "pd.Series", ends: "pd.Series", day: pd.Timestamp) -> "pd.Series":
    """The share of the days from one to the other that are over at the end of a day."""
    days = (ends - starts).dt.days + 1
    shares = ((day - starts).dt.days + 1) / days.where(days > 0, np.nan)
    return shares.clip(0, 1).astype("float64")
