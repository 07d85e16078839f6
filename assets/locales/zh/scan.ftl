# (next)
