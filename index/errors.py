"""What can go wrong, as one tree.

OnRecordError                every error that a person can do something about
├── SettingsError            a setting, flag or variable is wrong
├── SourceError              nothing can be read where it was said to be
├── QuestionError            the question cannot be asked as it stands
├── ModelError               the embedding model is missing, altered or unusable
├── GateError                a new snapshot is not fit to be published
└── StoreError               the stored index
    ├── IndexMissingError    there is no index here yet
    ├── IndexLockedError     another reindex is writing
    ├── IndexMismatchError   made by another schema version or another embedder
    └── IndexDamagedError    a file is missing, cut or altered

Each message is one sentence or two: what is wrong, and what to do. Every face prints it as it is,
so no message holds article text or a secret.
"""


class OnRecordError(Exception):
    """Base of every error that a person can do something about."""


class SettingsError(OnRecordError):
    """A setting, flag or environment variable is wrong or missing."""


class SourceError(OnRecordError):
    """Nothing can be read where it was said to be."""


class QuestionError(OnRecordError):
    """The question cannot be asked as it stands: empty, too long, dates the wrong way round."""


class ModelError(OnRecordError):
    """The embedding model is missing, altered or unusable."""


class GateError(OnRecordError):
    """A new snapshot is not fit to be published: it is not what was read, or answers gold questions too badly."""


class StoreError(OnRecordError):
    """Base of what can be wrong with the stored index."""


class IndexMissingError(StoreError):
    """There is no index here yet."""


class IndexLockedError(StoreError):
    """Another reindex is writing to the same index."""


class IndexMismatchError(StoreError):
    """The index was made by another schema version or another embedder."""


class IndexDamagedError(StoreError):
    """A file of the index is missing, cut or altered."""
