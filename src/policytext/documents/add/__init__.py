"""Add captures to a texts folder: inspect them, propose entries, write the accepted ones."""

from policytext.documents.add.held import (
    Held,
    choose_ids,
    compare_with,
    list_held,
    list_originals,
)
from policytext.documents.add.propose import TYPED, Given, Proposal, propose, propose_all
from policytext.documents.add.review import format_doubt, format_review
from policytext.documents.add.write import (
    format_entry,
    is_free,
    record_anew,
    write_files,
    write_proposals,
)

__all__ = [
    "TYPED",
    "Given",
    "Held",
    "Proposal",
    "choose_ids",
    "compare_with",
    "format_doubt",
    "format_entry",
    "format_review",
    "is_free",
    "list_held",
    "list_originals",
    "propose",
    "propose_all",
    "record_anew",
    "write_files",
    "write_proposals",
]
