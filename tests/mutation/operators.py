"""Mutants of one source file: copies of the source with one small fault each.

Word lists and patterns are data, so the operators leave strings alone. They also skip annotations and decorators.
"""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MODULE: Final = "<module>"
_NEGATED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_BOUNDARY: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
_TWINS: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_SKIPPED: Final = frozenset({"annotation", "returns", "decorator_list", "format_spec"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one file.

    Its place is a function, an operator and an occurrence, so that it survives edits elsewhere in the file.

    Attributes:
        file: path of the source file, from the root of the repository.
        function: qualified name of the function, or ``<module>``.
        operator: name of the operator that made the fault.
        occurrence: ordinal among the mutants of this operator in this function.
        line: line of the changed code.
        before: the code without the fault.
        after: the code with the fault.
        source: the whole file with the fault.
    """

    file: str
    function: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The identity of the mutant, without its line."""
        return self.file, self.function, self.operator, self.occurrence

    def rank(self, seed: int) -> str:
        """Return a hash of seed and identity: edits of one function do not change the draw in the others."""
        return hashlib.sha256(repr((seed, self.key)).encode()).hexdigest()


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Yield all mutants of a source file, in the order of its syntax tree."""
    tree = ast.parse(source)
    counts: Counter[tuple[str, str]] = Counter()
    for function, parent, field, index in _places(tree, MODULE):
        node = _get(parent, field, index)
        for operator, changed in _faults(node, parent, field):
            before, line = _code(node), getattr(node, "lineno", 0)
            _set(parent, field, index, changed)
            text = ast.unparse(tree)
            _set(parent, field, index, node)
            occurrence = counts[function, operator]
            counts[function, operator] += 1
            yield Mutant(file, function, operator, occurrence, line, before, _code(changed), text)


def _places(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST, str, int | None]]:
    """Yield the place of every node that operators may change: its function, its parent, and the field there."""
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_skipped(child):
                continue
            yield function, node, field, index
            yield from _places(child, _inside(child, function))


def _inside(node: ast.AST, function: str) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return function
    return node.name if function == MODULE else f"{function}.{node.name}"


def _is_skipped(node: ast.AST) -> bool:
    """Return True for docstrings and for imports that only type checkers read."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _faults(node: ast.AST, parent: ast.AST, field: str) -> Iterator[tuple[str, ast.AST]]:
    if field == "test" or (field == "ifs" and isinstance(parent, ast.comprehension)):
        yield from _negated(node)
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.expr):
        yield from _expressions(node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)


def _negated(test: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    simple = isinstance(test, ast.Compare) and len(test.ops) == 1
    if isinstance(test, ast.expr) and not simple and not _is_not(test):
        yield "condition negated", ast.UnaryOp(ast.Not(), test)


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _compared(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for name, table in (("comparison negated", _NEGATED), ("boundary moved", _BOUNDARY)):
        for index, operator in enumerate(node.ops):
            if type(operator) in table:
                operators = [*node.ops[:index], table[type(operator)](), *node.ops[index + 1 :]]
                yield name, ast.Compare(node.left, operators, node.comparators)


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield "truth value flipped", ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield "number raised by 1", ast.Constant(node.value + 1)
        yield "number lowered by 1", _number(node.value - 1)


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BoolOp):
        swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or swapped", ast.BoolOp(swapped, node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield "arithmetic swapped", ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TWINS:
        twin = _TWINS[node.func.id]
        yield "any/all or min/max swapped", ast.Call(ast.Name(twin, ast.Load()), node.args, node.keywords)


def _statements(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Return):
        if node.value is not None and not _is_falsy(node.value):
            yield "None returned", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Break | ast.Continue):
        yield "break/continue swapped", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, ast.AugAssign):
        yield "statement deleted", ast.Pass()
        if type(node.op) in _ARITHMETIC:
            yield "arithmetic swapped", ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)
    elif _is_effect(node):
        yield "statement deleted", ast.Pass()


def _is_falsy(node: ast.expr) -> bool:
    """Return True for None and False, which callers use alike."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _is_effect(node: ast.stmt) -> bool:
    """Return True for a statement that can be deleted without leaving a local name undefined."""
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    return isinstance(node, ast.Expr | ast.Raise | ast.Delete)


def _get(parent: ast.AST, field: str, index: int | None) -> ast.AST:
    value = getattr(parent, field)
    node: ast.AST = value if index is None else value[index]
    return node


def _set(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _code(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
