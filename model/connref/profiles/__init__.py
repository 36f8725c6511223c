"""Profiles: what a vendor promises of its SDK, as data, and what that chooses from the product line.

kinds    what a field may hold: reads a value, or says what is allowed
fields   every field of a profile, by its table: the one declaration that reader and JSON Schema share
profile  a profile as it is read, with the citation of each promise
choices  from what was read to a variant of the product line (`connref.spec.variant`)
"""

from connref.profiles.fields import schema
from connref.profiles.profile import DOCUMENT_PROFILE, Citation, VendorProfile, profile_from

__all__ = ["DOCUMENT_PROFILE", "Citation", "VendorProfile", "profile_from", "schema"]
