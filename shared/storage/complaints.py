"""What was reported, in SQL and in memory."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.moderation_errors import ReportNotFound
from shared.domain.reporting import About, Grounds
from shared.review import Case, Complaint
from shared.storage.tables import reports
from shared.storage.upsert import insert_or_ignore

_SUBJECT = (reports.c.room_id, reports.c.about, reports.c.target_id)
_IS_OPEN = reports.c.is_settled.is_(False)


class SqlComplaintStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, complaint: Complaint) -> bool:
        row = asdict(complaint)
        del row["id"]
        statement = insert_or_ignore(self._engine, reports).values(row).returning(reports.c.id)
        async with self._engine.begin() as connection:
            return (await connection.execute(statement)).first() is not None

    async def cases(self, *, latest: int, limit: int, offset: int = 0) -> Sequence[Case]:
        firsts = (
            select(func.min(reports.c.id).label("id"), func.count().label("reported"))
            .where(_IS_OPEN)
            .group_by(*_SUBJECT)
            .order_by(func.min(reports.c.id))
            .limit(limit)
            .offset(offset)
            .subquery()
        )
        page = (
            select(reports, firsts.c.reported)
            .join(firsts, reports.c.id == firsts.c.id)
            .order_by(reports.c.id)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(page)).mappings().all()
            cases = []
            for row in found:
                first = _complaint(row)
                newest = (
                    select(reports)
                    .where(_IS_OPEN, *_is_about(first))
                    .order_by(reports.c.id.desc())
                    .limit(latest)
                )
                rows = (await connection.execute(newest)).mappings().all()
                cases.append(Case(first, tuple(map(_complaint, rows)), row["reported"]))
        return cases

    async def settle(self, complaint_id: int) -> Complaint:
        query = select(reports).where(reports.c.id == complaint_id, _IS_OPEN)
        async with self._engine.begin() as connection:
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                raise ReportNotFound
            complaint = _complaint(row)
            settled = update(reports).where(*_is_about(complaint)).values(is_settled=True)
            await connection.execute(settled)
        return complaint


def _is_about(complaint: Complaint) -> tuple[Any, ...]:
    return tuple(column == getattr(complaint, column.name) for column in _SUBJECT)


def _complaint(row: Any) -> Complaint:
    known = {field.name: row[field.name] for field in fields(Complaint)}
    return Complaint(**{**known, "about": About(row["about"]), "grounds": Grounds(row["grounds"])})


class MemoryComplaintStore:
    def __init__(self) -> None:
        self._complaints: list[Complaint] = []
        self._settled: set[int] = set()

    async def add(self, complaint: Complaint) -> bool:
        same = (*_subject(complaint), complaint.reporter_id)
        if any((*_subject(known), known.reporter_id) == same for known in self._complaints):
            return False
        self._complaints.append(replace(complaint, id=len(self._complaints) + 1))
        return True

    async def cases(self, *, latest: int, limit: int, offset: int = 0) -> Sequence[Case]:
        by_subject: dict[tuple[object, ...], list[Complaint]] = {}
        for known in self._open():
            by_subject.setdefault(_subject(known), []).append(known)
        cases = [
            Case(same[0], tuple(reversed(same[-latest:])), len(same))
            for same in by_subject.values()
        ]
        return cases[offset : offset + limit]

    async def settle(self, complaint_id: int) -> Complaint:
        for complaint in self._open():
            if complaint.id == complaint_id:
                same = [k.id for k in self._complaints if _subject(k) == _subject(complaint)]
                self._settled.update(same)
                return complaint
        raise ReportNotFound

    def _open(self) -> list[Complaint]:
        return [known for known in self._complaints if known.id not in self._settled]


def _subject(complaint: Complaint) -> tuple[object, ...]:
    return complaint.room_id, complaint.about, complaint.target_id
