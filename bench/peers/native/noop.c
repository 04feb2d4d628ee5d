// Has no hook of its own.
