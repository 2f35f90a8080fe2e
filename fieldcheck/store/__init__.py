"""The store: one SQLCipher file per laptop with the journal, its projections and the laptop's keys.

Importing this room costs next to nothing: SQLAlchemy and the crypto libraries are loaded when a store
is made or opened, so that the unlock window comes up before them.
"""

from fieldcheck.store.vault import FileVault

__all__ = ["FileVault"]
