"""From a file of somebody else's columns to entries.

`readers` give rows, a `mapping` turns a row into a record, `records.write_record` turns a record into a page,
`service.import_file` does it for a whole file and gives a `report`.
"""
