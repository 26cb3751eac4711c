"""Take captures into a texts folder: look at them, propose entries, write what was agreed to."""

from policytext.ingest.proposing import Given, Proposal, propose, propose_all
from policytext.ingest.reviewing import format_review
from policytext.ingest.writing import format_entry, record_anew, write_files, write_proposals

__all__ = [
    "Given",
    "Proposal",
    "format_entry",
    "format_review",
    "propose",
    "propose_all",
    "record_anew",
    "write_files",
    "write_proposals",
]
