"""How templates are read and compiled: small pages and fast ones need a little help of Jinja's."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import escape

from .markup import escaped
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

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute of what the environment or the page gives has no other name than its own."""
        if not (isinstance(node.node, nodes.Name) and node.node.name in _OURS):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


#: Objects of Python that templates draw on: they have attributes and no items.
_OURS = frozenset(
    """
    canvas say addresses listing pictures facets catalogue settings statement place
    event fact item leaf lists other part parts position reference session source step tie
    """.split()  # noqa: SIM905
)


class TemplateEnvironment(Environment):
    """Jinja's, with templates compiled by `Direct`."""

    code_generator_class = Direct

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
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Prepared],
        bytecode_cache=compiled,
    )
    made.globals.update(names, words=words)
    return made
