"""How templates are read and compiled: small pages and fast ones need a little help of Jinja's."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.ext import Extension
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from .canvas import Canvas
from .markup import escaped, html
from .wording import Wording

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_WORD = re.compile(r"\{\{ words((?:\.\w+)+) \}\}")


class Prepared(Extension):
    """Takes the indentation of templates away, and puts fixed words of the interface in place.

    A page prints hundreds of them: to look each one up takes a tenth of the time of a page.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The source of a template as Jinja gets it; lines stay where they were."""
        return _WORD.sub(self._word, _INDENTATION.sub("", source))

    def _word(self, found: re.Match[str]) -> str:
        word: Any = self.environment.globals["words"]
        for key in found[1].split(".")[1:]:
            if key not in word:
                return found[0]  # Jinja says what is wrong, and where
            word = word[key]
        return str(escape(word))


class Direct(CodeGenerator):
    """Compiles calls as calls: no function of ours asks for Jinja's context.

    Jinja looks at each function for that, at each object for items beside its attributes, and
    escapes what is safe anew. A page makes hundreds of calls: all that is a third of its time.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`name(a, b=c)` as it stands; what has stars is left to Jinja."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.visit(keyword, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    #: Whether the expression at hand asks for what may not be there.
    _is_asking = False

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute of what the environment or the page gives has no other name than its own.

        Words of the interface are known by now.
        """
        word = self._word(node)
        if isinstance(word, str):
            self.write(repr(word))
        elif self._is_asking or (word is None and _root(node) not in _OURS):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}" if word is None else f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """A word by a name that only the page knows."""
        if self._is_asking or self._word(node.node) is None:
            super().visit_Getitem(node, frame)
            return
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """Whether something is there Jinja finds out in its own way."""
        self._is_asking = node.name in ("defined", "undefined")
        super().visit_Test(node, frame)
        self._is_asking = False

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        """As Jinja has it, but for the class."""
        node = macro_ref.node
        self.write(
            f"environment.macro(environment, macro, {getattr(node, 'name', None)!r},"
            f" {tuple(argument.name for argument in node.args)!r}, {macro_ref.accesses_kwargs!r},"
            f" {macro_ref.accesses_varargs!r}, {macro_ref.accesses_caller!r}, True)"
        )

    def _word(self, node: nodes.Node) -> Any:
        """What stands under `words.marks` or `words.marks.open`; None under any other name."""
        if isinstance(node, nodes.Name):
            return self.environment.globals["words"] if node.name == "words" else None
        if not isinstance(node, nodes.Getattr):
            return None
        above = self._word(node.node)
        return above.get(node.attr) if isinstance(above, dict) else None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(" if _is_html(node) else "environment.escaped(")


def _root(node: nodes.Node) -> str:
    """`a` of `a.b.c`; empty if it is no such name."""
    if isinstance(node, nodes.Getattr):
        return _root(node.node)
    return node.name if isinstance(node, nodes.Name) else ""


def _is_html(node: nodes.Expr) -> bool:
    """Whether an expression calls what makes safe HTML: a method of the canvas, or a macro."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr)):
        return False
    name = _root(node.node)
    return name in _MACROS or (name == "canvas" and node.node.attr in _DRAWING)


#: What templates import: each of their macros makes HTML, as do these methods of the canvas.
_MACROS = frozenset(("citing", "history", "lists", "parts", "references"))
_DRAWING = frozenset(
    name
    for name, method in vars(Canvas).items()
    if getattr(method, "__annotations__", {}).get("return") == Markup.__name__
)
#: Objects of Python that templates draw on: they have attributes and no items.
_OURS = _MACROS.union(
    """
    canvas say addresses listing pictures facets catalogue settings statement place record
    cited claim event fact facet item leaf option other part position question
    reference session shared source state step tie value
    """.split()  # noqa: SIM905
)


class DirectMacro(Macro):
    """A macro that is given what it takes, no more and no less, needs nothing looked for."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What it draws, as safe HTML."""
        if kwargs or self.caller or len(args) != self._argument_count:
            return super().__call__(*args, **kwargs)
        return html(self._func(*args))


class TemplateEnvironment(Environment):
    """Jinja's, with templates compiled by `Direct`."""

    code_generator_class = Direct
    macro = DirectMacro

    #: What every value that is printed goes through.
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template finds, as one mapping: each page copies it several times."""
        return {**self.globals, **(d or {})}


def environment(
    folders: Sequence[Path],
    words: Wording,
    compiled: BytecodeCache | None = None,
    **names: object,
) -> Environment:
    """The environment of templates in these folders, the first of which come first.

    `compiled` keeps their code for the next environment with the same words.
    """
    made = TemplateEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        optimized=False,  # it looks for constants, which takes longer than they do
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Prepared],
        bytecode_cache=compiled,
    )
    made.globals.update(names, words=words)
    return made
