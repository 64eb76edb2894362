"""The language server behind VS Code's YAML extension, driven as an editor drives it.

It speaks LSP (https://microsoft.github.io/language-server-protocol/) over its standard input and
output, one message at a time. `npm ci --prefix tests/editor` installs it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.helpers import TESTS

NODE = shutil.which("node")
SERVER = TESTS / "editor" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

needs_editor = pytest.mark.skipif(
    NODE is None or not SERVER.is_file(),
    reason="the language server is not installed; see tests/language_server.py",
)

CAPABILITIES = {
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
}


class Editor:
    """An editor with a folder open, and settings of the YAML extension."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self.process, self.root = process, root
        self.settings = _settings(root / ".vscode" / "settings.json")
        self.asked = self.opened = 0
        self.found: dict[str, list[str]] = {}
        uri = root.as_uri()
        folders = [{"uri": uri, "name": "site"}]
        self._ask("initialize", processId=None, rootUri=uri, workspaceFolders=folders,
                  capabilities=CAPABILITIES)  # fmt: skip
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": self.settings})
        # Before it has looked at one file it has not read the schemas, and offers nothing.
        self.problems(self.open("title: First\n"))

    def open(self, text: str, path: str = "") -> str:
        """Open a file that holds a text, an agreement unless a path says otherwise; its path.

        No file is opened twice, so that what is found in it is found in this text.
        """
        self.opened += 1
        path = path or f"briefs/agreements/draft-{self.opened}.yaml"
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return path

    def problems(self, path: str) -> list[str]:
        """What is underlined in an open file, each with its line."""
        uri = self._uri(path)
        while uri not in self.found:
            self._hear(self._read())
        return self.found[uri]

    def offered(self, path: str, line: int, column: int) -> dict[str, str]:
        """What is offered for completion at a place in an open file, and what is said of each."""
        answer = self._ask("textDocument/completion", **self._at(path, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def said(self, path: str, line: int, column: int) -> str:
        """What is shown beside a place in an open file that is pointed at."""
        answer = self._ask("textDocument/hover", **self._at(path, line, column))
        return _text(answer["contents"]) if answer else ""

    def changed(self, path: str) -> None:
        """A file has changed on the disk."""
        changes = [{"uri": self._uri(path), "type": 2}]
        self._tell("workspace/didChangeWatchedFiles", changes=changes)

    def _uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        position = {"line": line, "character": column}
        return {"textDocument": {"uri": self._uri(path)}, "position": position}

    def _ask(self, method: str, **parameters: Any) -> Any:
        self.asked += 1
        self._send(id=self.asked, method=method, params=parameters)
        while True:
            message = self._read()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._hear(message)

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send(method=method, params=parameters)

    def _hear(self, message: Mapping[str, Any]) -> None:
        """Answer what the server asks, and keep what it finds."""
        if message.get("method") == "workspace/configuration":
            sections = [item.get("section") for item in message["params"]["items"]]
            told = [self.settings if section == "yaml" else {} for section in sections]
            self._send(id=message["id"], result=told)
        elif message.get("method") == "textDocument/publishDiagnostics":
            found = message["params"]
            self.found[found["uri"]] = [
                f"{problem['range']['start']['line'] + 1}: {problem['message']}"
                for problem in found["diagnostics"]
            ]
        elif "id" in message and "method" in message:
            self._send(id=message["id"], result=None)

    def _send(self, **message: Any) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while head := self.process.stdout.readline().strip():
            name, _, value = head.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


def _text(value: Any) -> str:
    return str(value["value"] if isinstance(value, dict) else value or "")


def _settings(file: Path) -> dict[str, Any]:
    """The settings of the YAML extension in a file of VS Code, which may have lines of comment."""
    lines = file.read_text(encoding="utf-8").split("\n")
    values = json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))
    # Schemas of others come from the network, which an editor has and a test has not.
    own: dict[str, Any] = {"schemaStore": {"enable": False}, "completion": True, "hover": True}
    for name, value in values.items():
        if name.startswith("yaml."):
            own[name.removeprefix("yaml.")] = value
    return own


@contextmanager
def editing(root: Path) -> Iterator[Editor]:
    """An editor in which a folder is open."""
    assert NODE
    with subprocess.Popen(
        [NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield Editor(process, root)
        finally:
            process.kill()
