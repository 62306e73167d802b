import { moduleExpression } from './test-path.js';

/** What a test does for one framework. */
interface Way {
  readonly standard: readonly string[];
  readonly others: readonly string[];
  /** Python that finds the nodes where the module uses its check: an expression over `node`. */
  readonly isUse: string;
  /** Python functions that end with `put(use, value)`: an exit code, and what came through. */
  readonly put: string;
}

const IS_CALL = 'isinstance(node, ast.Call) and getattr(node.func, "id", None) == CHECK';

const isDeclared = (keyword: string): string =>
  `isinstance(node, ast.Call) and any(k.arg == "${keyword}" and getattr(k.value, "id", None) == CHECK for k in node.keywords)`;

const SETTINGS = `def settings(call, *names):
    """The strings of an argument, and those of its settings that are written out in the module."""
    strings = [part.value for part in call.args if isinstance(part, ast.Constant)]
    return strings, {k.arg: k.value.value for k in call.keywords if k.arg in names and isinstance(k.value, ast.Constant)}


`;

const putToCheck = (error: string): string => `def put(use, value):
    """Call the check as the module does."""
    try:
        return 0, load_check()(value)
    except ${error}:
        return 1, None
`;

const ARGV: Way = { standard: ['ast'], others: [], isUse: IS_CALL, put: putToCheck('SystemExit') };

const WAYS: Readonly<Record<string, Way>> = {
  argparse: {
    standard: ['argparse', 'ast'],
    others: [],
    isUse: isDeclared('type'),
    put: `${SETTINGS}def put(use, value):
    """Parse the value with an argument that is declared as in the module."""
    strings, options = settings(use, "action", "dest", "nargs", "metavar")
    parser = argparse.ArgumentParser()
    parser.add_argument(*strings, type=load_check(), **options)
    try:
        return 0, vars(parser.parse_args([strings[0], value] if strings[0].startswith("-") else [value]))
    except SystemExit as refused:
        return refused.code, None
`,
  },
  click: {
    standard: ['ast'],
    others: ['click', 'click.testing'],
    isUse: isDeclared('callback'),
    put: `${SETTINGS}def put(use, value):
    """Run a command with an argument that is declared as in the module."""
    strings, options = settings(use, "metavar")
    option = next((string for string in strings if string.startswith("-")), None)
    given = {}

    def command(**values):
        given.update(values)

    declare = click.argument if option is None else click.option
    command = click.command()(declare(*strings, callback=load_check(), **options)(command))
    words = [value] if option is None else [option, value]
    return click.testing.CliRunner().invoke(command, words).exit_code, given
`,
  },
  typer: {
    standard: ['ast'],
    others: ['typer'],
    isUse: `(${IS_CALL}) or (${isDeclared('callback')})`,
    put: putToCheck('typer.BadParameter'),
  },
  argv: ARGV,
};

/** A pytest file that puts hostile names to the check of a module, where the module uses it, without running the module. */
export function testText(module: string, test: string, check: string, flavour: string): string {
  const way = WAYS[flavour] ?? ARGV;
  const imports = (names: readonly string[]): string => names.map((name) => `import ${name}\n`).join('');
  return `"""The command line of ${module.split('/').at(-1)} lets through what can be a table name, and nothing else."""

${imports(way.standard)}from pathlib import Path

${imports([...way.others, 'pytest'])}
MODULE = ${moduleExpression(module, test)}
CHECK = "${check}"

HOSTILE = ["logs; DROP TABLE secret", "logs) UNION SELECT * FROM secret--", "logs,secret", "logs\\n", "l\\u00f3gs"]


def tree():
    return ast.parse(MODULE.read_bytes())


def is_use(node):
    return ${way.isUse}


def uses():
    """The places where the module uses its check."""
    found = [node for node in ast.walk(tree()) if is_use(node)]
    assert found, f"{MODULE.name} does not use {CHECK}"
    return found


def bound_by(node):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {node.name} if isinstance(node, ast.FunctionDef) else set()


def load_check():
    """The check with what it needs, and nothing else of the module."""
    wanted, needed = [], {CHECK}
    for node in reversed(tree().body):
        if bound_by(node) & needed:
            wanted.insert(0, node)
            needed |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    namespace = {}
    exec(compile(ast.Module(wanted, []), str(MODULE), "exec"), namespace)
    return namespace[CHECK]


${way.put}

@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(name):
    for use in uses():
        code, _ = put(use, name)
        assert code != 0


@pytest.mark.parametrize("name", ["logs", "_tmp", "Logs2"])
def test_lets_through(name):
    for use in uses():
        code, given = put(use, name)
        assert code == 0
        assert name in str(given)
`;
}
