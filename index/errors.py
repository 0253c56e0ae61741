"""The exceptions of onrecord, as one tree.

OnRecordError                base class: an error that the user can fix
├── SettingsError            a setting, flag or environment variable is wrong
├── SourceError              a path of articles or labelled data cannot be read
├── QuestionError            the question cannot be answered in this form
├── ModelError               a model is missing, altered or unusable
├── GateError                a new snapshot failed a publish check
└── StoreError               base class: the stored index is unusable
    ├── IndexMissingError    the folder has no index
    ├── IndexLockedError     another reindex is writing
    ├── IndexMismatchError   the index has another schema version or another embedder
    └── IndexDamagedError    a file is missing, truncated or altered

Each message names the problem and the remedy. Every interface prints the message unchanged, so no message contains the
text of an article or a secret.
"""


class OnRecordError(Exception):
    """Base class of the errors that the user can fix."""


class SettingsError(OnRecordError):
    """A setting, flag or environment variable is wrong or missing."""


class SourceError(OnRecordError):
    """A path of articles or labelled data is missing or cannot be read."""


class QuestionError(OnRecordError):
    """The question cannot be answered in this form: it is empty or too long, or its dates are in the wrong order."""


class ModelError(OnRecordError):
    """A model is missing, altered or unusable."""


class GateError(OnRecordError):
    """A new snapshot failed a publish check: its content is wrong, or it misses too many gold questions."""


class StoreError(OnRecordError):
    """Base class of the errors of the stored index."""


class IndexMissingError(StoreError):
    """The folder has no index yet."""


class IndexLockedError(StoreError):
    """Another reindex is writing to the same index."""


class IndexMismatchError(StoreError):
    """The index has another schema version or was created with another embedder."""


class IndexDamagedError(StoreError):
    """A file of the index is missing, truncated or altered."""
