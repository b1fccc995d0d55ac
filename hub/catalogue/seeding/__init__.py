"""Many plausible entries for benchmarks, written in bulk. `texts` makes the words, `entries` the values,
`tables` the rows, `service` all of it.
"""
