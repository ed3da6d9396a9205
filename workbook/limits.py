"""How large a workbook may be, and the words that refuse a larger one."""

MAX_FILE_BYTES = 10 * 1024 * 1024
# Together with what the file becomes in memory this keeps one upload within a web process.
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 60
# Cells of the sheets' extents, blank ones included: readers hold them all.
MAX_CELLS = 5_000_000
MAX_TEXT_TOTAL = 200_000_000
# A mark is a drawing in the file; a workbook with more faults has one fault many times over.
MAX_MARKS = 5000

TOO_LARGE = "Berkas lebih besar daripada 10 MB."
TOO_MANY_ROWS = (
    "Buku kerja memuat lebih dari 200.000 baris; bagilah menjadi beberapa berkas."
)
