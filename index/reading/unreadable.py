"""What the readers of formats raise; :mod:`index.reading.sources` turns it into a rejection."""


class UnreadableError(Exception):
    """A file or a record cannot become an article; the message is the rejection's reason."""
