@{{command}}
@{{argument}}("database")
@{{option}}(
    "--timeout",
    type=float,
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a lock.",
)
def {{function}}(database: str, timeout: float) -> None:
    """Check the integrity of the SQLite database of a pool, without changing it."""
    {{sys}}.exit(run_task("pool-check", lambda: check_pool(database, timeout)))
