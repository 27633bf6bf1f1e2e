"""Services to test against, on this machine: they keep the contract of the real ones and fail when they are told to."""
