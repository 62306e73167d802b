@{{command}}
@{{argument}}("root", default=".")
@{{option}}(
    "--output",
    default="-",
    metavar="FILE",
    help="Write the list there; - is standard output, and the default.",
)
def {{function}}(root: str, output: str) -> None:
    """List the files below ROOT with size and SHA-256, one JSON object a line."""
    {{sys}}.exit(run_task("inventory", lambda: write_inventory(root, output)))
