"""The search page of readers: what is asked (`form`), and the answer (`views`)."""
