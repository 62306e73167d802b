@{{command}}
@{{argument}}("source")
@{{option}}(
    "--output",
    default="",
    metavar="FILE",
    help="Write the records there as NDJSON; - is standard output.",
)
@{{option}}(
    "--format",
    "input_format",
    type={{choice}}(["auto", "ndjson", "csv", "text"]),
    default="auto",
    show_default=True,
    help="auto: by the ending of the name, NDJSON for standard input.",
)
@{{option}}("--encoding", default="utf-8", show_default=True)
@{{option}}(
    "--bad-lines",
    type={{choice}}(["raise", "skip"]),
    default="raise",
    show_default=True,
    help="Stop at the first line that is no record, or log it and go on.",
)
def {{function}}(
    source: str, output: str, input_format: str, encoding: str, bad_lines: str
) -> None:
    """Read the records of SOURCE: a file, a directory, or - for standard input."""
    {{sys}}.exit(
        run_task(
            "ingest",
            lambda: ingest_records(source, output, input_format, encoding, bad_lines),
        )
    )
