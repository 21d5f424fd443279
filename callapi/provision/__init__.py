"""Accounts from a TOML file: what it says is made true, and told as a list of changes.

`file` is what may be written, `read` turns a file into it, `apply` is the map: one
section after another, in one transaction.
"""

from callapi.provision.apply import provision
from callapi.provision.read import ProvisionError
from callapi.provision.report import Change, Report, Secret

__all__ = ["Change", "ProvisionError", "Report", "Secret", "provision"]
