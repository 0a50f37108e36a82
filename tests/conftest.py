"""What all tests share: Hypothesis tries the same examples on every run, and takes the time a slow machine needs."""

from hypothesis import settings

settings.register_profile("reissue", deadline=None, derandomize=True)
settings.load_profile("reissue")
