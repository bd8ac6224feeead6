"""
Stores: in SQL, SQLite and PostgreSQL alike, where what an awaited call stored is committed; and in
dicts, for what one process knows, and as what the contract suites are read against.

Those in dicts need no lock: every change is synchronous, so nothing can run between a read and a
write.
"""
