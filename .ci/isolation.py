"""Ends with an error where this machine locks students' code in at another level than $ISOLATION."""

import os
import sys

from autograder.sandbox.levels import find_best

found, wanted = str(find_best().best), os.environ.get("ISOLATION", "")
sys.exit(0 if wanted in ("", found) else f"isolation is {found}, and should be {wanted}")
