"""How much an import reads. Every cap is checked before the cost it prevents."""

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 500
# Characters of one line of JSON.
MAX_LINE = 1_000_000
# A workbook is a ZIP archive, and a small one may unpack to anything.
MAX_UNPACKED = 400_000_000
MAX_RATIO = 100
RATIO_MATTERS_FROM = 20_000_000
# One long text may stand in every cell of a small file.
MAX_OUTPUT = 100_000_000
MAX_MEMORY = 1_000_000_000
MAX_SECONDS = 120
# The exit code of a child process that says on stderr why it refuses.
REFUSED = 3
