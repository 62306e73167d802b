@{{command}}
@{{argument}}("root", default=".")
def {{function}}(root: str) -> None:
    """Compile the Python below ROOT, and check what these tasks promise."""
    {{sys}}.exit(run_task("verify", lambda: verify_sources(root)))
