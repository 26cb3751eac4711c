"""Two hundred strings that would do harm where they are not treated as text."""

from __future__ import annotations

MARKUP = [
    "<script>window.hit=1</script>", "</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>", "<svg><script>window.hit=1</script></svg>", "<iframe src=javascript:window.hit=1>",
    "<a href=\"javascript:window.hit=1\">x</a>", "\" onmouseover=\"window.hit=1", "' onfocus='window.hit=1' autofocus='",
    "<style>*{display:none}</style>", "</style><b>", "</title><b>", "</textarea><b>", "<!--", "-->", "<!-- --><b>", "--!><b>",
    "<![CDATA[<b>]]>", "]]>", "<?xml version=\"1.0\"?>", "<!DOCTYPE html>", "&lt;b&gt;", "&#60;b&#62;", "&amp;amp;", "&#x202e;",
    "<b", "<b/>", "<b><i></b></i>", "</p></div></main>", "</td></tr></table>", "<td>", "<plaintext>", "<xmp>", "<noscript><b>",
    "<template><script>window.hit=1</script></template>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<form action=//evil.example><input name=a>", "<object data=x>",
    "<embed src=x>", "<math><mi xlink:href=javascript:window.hit=1>", "<details open ontoggle=window.hit=1>", "<video><source onerror=window.hit=1>",
    "<body onload=window.hit=1>", "<input autofocus onfocus=window.hit=1>", "<button formaction=javascript:window.hit=1>", "<marquee onstart=window.hit=1>",
    "\\\"><script>window.hit=1</script>", "`${window.hit=1}`", "\\u003cscript\\u003ewindow.hit=1", "%3Cscript%3E", "<\u0000script>", "<scr\u0000ipt>",
]  # fmt: skip
TEMPLATES = [
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "#{7*7}", "{0}", "{title}", "%s", "%(x)s", "\\n\\t\\x00", "{{''.__class__}}", "{%%}", "{{{{",
    "\ufdd0csp", "\ufdd0style", "\ufdd0island", "@@slot@@", "__proto__", "constructor", "toString",
]  # fmt: skip
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\0=1+1", "'=1+1", "''x", "=HYPERLINK(\"http://evil.example\",\"x\")",
    "=cmd|' /C calc'!A0", "=IMPORTXML(\"http://evil.example\",\"//a\")", "{=1+1}", "=\"x\"", "+cmd", "-2", "@x", "＝1+1", "=", "+", "-", "@",
    "http://evil.example/x", "https://evil.example", "www.evil.example", "mailto:a@evil.example", "ftp://evil.example", "internal:Sheet1!A1",
    "external:c:\\x.xlsx", "file:///etc/passwd", "a@evil.example", "1e5", "0123", "TRUE", "2025-01-01", "00:00", "x,y;z\"q\"", "a\nb\r\nc",
]  # fmt: skip
MARKDOWN = [
    "# heading", "* item", "1. item", "> quote", "    code", "```", "~~~", "---", "| a | b |", "[x](http://evil.example)", "![x](http://evil.example/x.png)",
    "<http://evil.example>", "[x]: http://evil.example", "**bold**", "_em_", "`code`", "``", "~~struck~~", "\\*", "\\", "a|b", "[ ] task", "[^1]", "$x$", "==x==",
    "@everyone", "#123", ":smile:", "&copy;", "<b>bold</b>", "[[x]]", "^x^", "term\n: definition", "\n\n# heading\n\n", "* * *", "Setext\n===",
]  # fmt: skip
HIDDEN = [
    *(f"a{chr(code)}b" for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x85, 0x9B)),
    *(f"a{character}b" for character in "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad\ufe0f\ufffe\ue000"),
    "a\ud800b", "a\udfffb", "a\U000e0041b", "a\U000e0100b", "a\U0010fffdb", "user\u202etxt.exe", "\u202e=1+1", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
]  # fmt: skip

HOSTILE = [*MARKUP, *TEMPLATES, *FORMULAS, *MARKDOWN, *HIDDEN]
assert len(HOSTILE) >= 200
