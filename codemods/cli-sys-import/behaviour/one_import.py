"""Read [[before, after, [module, ...]], ...] as JSON and tell for each what else changed: "" when all is well.

The syntax trees must be equal once the imports of the modules are taken out of the second, at module level, one each.
"""
import ast
import json
import sys


def added(node, modules):
    return isinstance(node, ast.Import) and len(node.names) == 1 and node.names[0].name in modules and node.names[0].asname is None


def fault(before, after, modules):
    old, new = ast.parse(before), ast.parse(after)
    kept = {ast.dump(node) for node in old.body}
    gone = [node for node in new.body if added(node, modules) and ast.dump(node) not in kept]
    new.body = [node for node in new.body if node not in gone]
    if len({node.names[0].name for node in gone}) != len(gone) or not gone:
        return f"{len(gone)} imports were added"
    if ast.get_docstring(old) != ast.get_docstring(new):
        return "another docstring"
    return "" if ast.dump(old) == ast.dump(new) else "another tree"


print(json.dumps([fault(*case) for case in json.load(sys.stdin)]))
