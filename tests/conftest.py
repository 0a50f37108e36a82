"""What all tests share: Hypothesis tries the same examples on every run, and takes the time a slow machine needs.

What a test builds is built, and nothing that was kept from before is taken for it.
"""

import os

from hypothesis import settings

os.environ["REISSUE_CACHE"] = ""
settings.register_profile("reissue", deadline=None, derandomize=True)
settings.load_profile("reissue")
