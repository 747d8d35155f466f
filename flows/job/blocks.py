"""The blocks of the configuration file: sources, fetching, retention.

What belongs here: their keys, each with its default and meaning. What does not: reading the file (settings.py).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _number(value: object) -> object:
    """A number as given; `true` is none, though Python would count it as 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("number_type", "a truth value is no number")
    return value


Count = Annotated[int, BeforeValidator(_number)]
Number = Annotated[float, BeforeValidator(_number)]


class Source(BaseModel):
    """Where documents come from: a folder, file or glob that `presswatch run` looks into, or a feed or sitemap."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(
        default="", description="Folder, file or glob; taken from the folder of this file if not absolute."
    )
    feed: str = Field(default="", description="Instead: address of an RSS or Atom feed, which `presswatch fetch` asks.")
    sitemap: str = Field(default="", description="Instead: address of a sitemap or an index of sitemaps.")
    name: str = Field(
        default="", description="What it is called (letters, digits, dashes); empty: made of its address."
    )
    every_minutes: Count = Field(default=60, ge=1, description="How often a feed or sitemap is asked, at most.")
    pages_per_run: Count = Field(default=100, ge=1, description="Pages that one run of it fetches, at most.")
    redirect_hosts: tuple[str, ...] = Field(
        default=(), description="Further hosts that its redirects may lead to; others are refused."
    )
    settle_seconds: Count = Field(
        default=0,
        ge=0,
        description="Of an inbox: files changed within so many seconds wait for the next run; it may be empty.",
    )
    language: str = Field(default="", description="Language asked for (Accept-Language), for instance de.")
    time_zone: str = Field(
        default="UTC", description="Zone whose days expected_documents_a_day counts (Europe/Berlin)."
    )
    expected_documents_a_day: Count = Field(
        default=0, ge=0, description="`presswatch status` says where far fewer came; 0 expects nothing."
    )
    minimum_document_count: Count = Field(
        default=0, ge=0, description="Fewer documents than this stop the run: the source is broken."
    )
    rejected_share_limit: Number = Field(
        default=1.0, ge=0, description="A larger share of refused documents stops the run (0 to 1)."
    )

    @property
    def address(self) -> str:
        """The address of a feed or sitemap; empty for a path."""
        return self.feed or self.sitemap


class Fetching(BaseModel):
    """How `presswatch fetch` behaves towards servers, and where pages land."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = Field(default="fetched", description="Where pages land, with what is remembered of servers.")
    user_agent: str = Field(
        default="presswatch/0.1",
        description="How we name ourselves to servers, and in robots.txt; add an address of yours.",
    )
    seconds_between_requests: Number = Field(default=1.0, ge=0, description="Distance of two requests to one host.")
    hosts_at_once: Count = Field(default=8, ge=1, description="Hosts that are asked at the same time.")
    answer_seconds: Number = Field(default=60.0, ge=1, description="An answer that takes longer is given up.")
    allow_private_addresses: bool = Field(
        default=False, description="Whether servers of your own network may be asked, also by redirects."
    )
    landed_days: Count = Field(
        default=30, ge=0, description="How long landed pages stay after they were read into the archive; 0 keeps them."
    )


class RetentionDays(BaseModel):
    """For how long the archive keeps what; `presswatch maintain` takes out what is older."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_days: Count = Field(
        default=0, ge=0, description="Documents older than this are erased whole; 0 keeps them."
    )
    comments_days: Count = Field(default=0, ge=0, description="Comments older than this are taken out; 0 keeps them.")
    quoted_days: Count = Field(
        default=0, ge=0, description="Documents quoted in documents older than this are taken out; 0 keeps them."
    )
    raw_days: Count = Field(
        default=0, ge=0, description="Raw documents kept for longer than this are deleted; 0 keeps them."
    )
