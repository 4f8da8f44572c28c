//! Owns samples of code in the languages that articles show most, for the comparison with syntect.

/// A language and some of its code.
pub(super) const SAMPLES: &[(&str, &str)] = &[
    (
        "bash",
        r#"#!/usr/bin/env bash
set -euo pipefail
for f in "${dir:-.}"/*.txt; do echo "$(wc -l < "$f") $f" >> out.log; done # count
if [[ -n "$1" && $# -gt 2 ]]; then export A=1; else exit 1; fi
cat <<-'EOF' | tee x
	$not here
	EOF
curl -sSf https://example.org --header 'A: b' | jq '.a[] | select(.b == 1)'
f() { local x=$((1 + 2)); return "$x"; }
"#,
    ),
    (
        "c++",
        r#"#include <vector>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
template <typename T> class Box final : public Base<T> {
  public: explicit Box(T x) noexcept : x_{std::move(x)} {} /* x */
  auto get() const -> const T& { return x_; }
  static constexpr char kRaw[] = R"x(a "b" \n)x"; // raw
};
int main(int argc, char** argv) { for (auto&& [k, v] : m) std::cout << k << 0x1Fu << '\n'; }
"#,
    ),
    (
        "css",
        r#"@media (min-width: 40em) { :root { --gap: calc(1rem + 2vw); } }
a[href^="https"]:not(.x)::after, #id > li + li { color: #fff8 !important; /* c */ }
@font-face { font-family: "A B"; src: url(a.woff2) format("woff2"); }
"#,
    ),
    ("diff", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ fn\n a\n-b\n+c\n"),
    (
        "docker",
        "FROM rust:1 AS build\nRUN a && \\\n  b \"$X\" # c\nENV Y=z\nCOPY --from=build /a /b\nCMD [\"a\", \"b\"]\n",
    ),
    (
        "go",
        r#"package main
import ("fmt"; m "math")
type Pair[K comparable, V any] struct { Key K `json:"k"`; Val *V }
func (p *Pair[K, V]) Get(ctx context.Context) (v V, err error) { defer close(ch); return *p.Val, nil }
for i := range 10 { go func() { fmt.Printf("%d %s\n", i, 'x') }() } // go
"#,
    ),
    (
        "haskell",
        "module A (b) where\nimport qualified Data.Map as M\nb :: (Ord k) => k -> Maybe Int\nb x | x > y = Just 1 -- c\n    | otherwise = Nothing\n{- d -}\ndata T = A { a :: Int } | B deriving (Show)\n",
    ),
    (
        "html",
        r#"<!DOCTYPE html>
<p class="a" data-x='b' hidden>c &amp; d<br/><!-- e --></p>
<script type="module">const f = `${g}</i>`; // h
</script>
<style>i { color: red }</style>
<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>
"#,
    ),
    ("http", "POST /a?b=c HTTP/1.1\nHost: example.org\nContent-Type: application/json\n\n{\"a\": 1}\n"),
    (
        "java",
        r#"package a.b;
@Deprecated(since = "1") public sealed interface A<T extends B> permits C {}
record P(int x, String y) { static final long Z = 0xFFL; } // r
var s = """
    text %d
    """.formatted(1); /* s */
try { throw new E("x"); } catch (E | F e) { e.printStackTrace(); } finally { }
"#,
    ),
    (
        "js",
        r#"import React, { useState as s } from "react";
export default async function* f({ a = 1, ...b }, c) { yield* await g(`x ${a + `${c}`}`); }
const re = /^[a-z]+\/(?<n>\d)$/giu.test(x) ? a?.b ?? c : -1e3; // re
class A extends B { #p = 1n; static get q() { return super.q; } constructor() { super(); } }
const el = <Foo bar="b" {...props}>{list.map(i => <li key={i}>{i}</li>)}</Foo>;
a.prototype.b = function (x) { return typeof x === 'undefined'; };
/** @param {string} x - y */
label: for (const k of Object.keys(o)) { if (!k) continue label; }
"#,
    ),
    ("json", "{\n  \"a\": [1, -2.5e3, true, null],\n  \"b\\n\": {\"c\": \"d\\u00e9\"}\n}\n"),
    (
        "make",
        "X := $(shell a $(Y))\n.PHONY: all\nall: b c ; @echo \"$@ $<\" $${HOME}\n%.o: %.c\n\t$(CC) -c $< -o $@ # d\nifeq ($(X),1)\ninclude z.mk\nendif\n",
    ),
    (
        "markdown",
        "# A\n\n*b* **c** `d` [e](f \"g\") ![h](i)\n\n- j\n  1. k\n\n> l\n\n```rust\nfn m() {}\n```\n\n| n | o |\n|---|---|\n| p | q |\n",
    ),
    (
        "php",
        r#"<h1><?= $a['b'] ?? "c {$d->e} $f[0]" ?></h1>
<?php
namespace A\B; use C\D as E;
#[Attr] final class F extends G implements H { public function __construct(private readonly ?int $x = 1) {} }
echo <<<TXT
  $x {$y->z()}
  TXT; // i
?>
"#,
    ),
    (
        "python",
        r#"from __future__ import annotations
@dataclass(frozen=True)
class A(B, metaclass=C):
    """Doc `x`."""
    x: dict[str, int] = field(default_factory=dict)
    async def f(self, *args, k: float = 1e-9, **kw) -> None:
        print(f"{self.x!r:>{k}} {'a' + "b"}", r'\d+', b"\x00", end='')  # c
        return [i for i in range(10) if i % 2 and not None] or (lambda y: y ** 2)(3j)
with open(p) as h, g(): raise ValueError from e
"#,
    ),
    (
        "ruby",
        "class A < B\n  attr_accessor :c\n  def d(e = 1, *f, g:, &h) = puts \"#{e} \\n\" unless g =~ /i#{j}/x\nend\nk = <<~L\n  m #{n}\nL\n%w[o p].each { |q| @r ||= q&.to_s } # s\n",
    ),
    (
        "rust",
        r##"//! Doc.
use std::{fmt, io::{self, Write}};
#[derive(Clone, Debug)]
pub(crate) struct A<'a, T: ?Sized + 'a, const N: usize> where T: Send { x: &'a mut [T; N] }
impl<T> fmt::Display for A<'_, T, 1> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:?}\n", 1_u8) } }
macro_rules! m { ($($x:expr),*) => { vec![$($x),*] }; }
async fn g() -> Option<u64> { let s = r#"a"b"#; 'l: loop { break 'l; } /* c /* d */ */ Some(0xff) }
match x { Some(ref y @ 1..=9) if y.is_ok() => b'\n', _ => unsafe { *p as char } };
"##,
    ),
    (
        "solidity",
        r#"// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract A is B, C(1) {
    mapping(address => uint256) public x; event E(address indexed a, uint b); error F();
    modifier only() { require(msg.sender == owner, "no"); _; }
    function f(bytes32 h) external payable virtual override only returns (bool) { emit E(a, 1 ether); return true; }
    assembly { let y := mload(0x40) }
}
"#,
    ),
    (
        "sql",
        "SELECT a.\"b\", COUNT(*) AS c -- d\nFROM e LEFT JOIN f ON a.g = f.g\nWHERE h LIKE 'i''%' AND j IS NOT NULL\nGROUP BY 1 HAVING COUNT(*) > 2;\nCREATE TABLE k (l INT PRIMARY KEY DEFAULT 0); /* m */\n",
    ),
    (
        "toml",
        "# a\n[b.\"c\"]\nd = 1_000\ne = [\"f\\n\", 'g', 1979-05-27T07:32:00Z]\nh = { i = true, j = 1.5 }\n[[k]]\nl = \"\"\"\nm\n\"\"\"\n",
    ),
    (
        "ts",
        r#"import type { A } from "./a";
export abstract class B<T extends keyof A = "x"> implements C { private readonly x?: Map<string, T[]>; constructor(public y: number) { super(); } }
type D<T> = T extends (infer U)[] ? U : { readonly [K in keyof T]-?: T[K] };
enum E { F = 1 << 2, G }
function h<T>(this: Window, x: T, ...y: unknown[]): x is NonNullable<T> { return x! as unknown as any; }
const i = async <T,>(x: T): Promise<void> => { await j(`a${x}`); }; // k
declare module "l" { export = m; }
@Component({ selector: 'n' }) class O {}
"#,
    ),
    (
        "tsx",
        "const A: React.FC<{ b: string }> = ({ b }) => <div className=\"c\" onClick={() => d(b)}>{b} &amp; e</div>;\n",
    ),
    (
        "vue",
        "<template>\n<p v-if=\"a > 1\" :b=\"c\" @click=\"d()\">{{ e | f }}</p>\n</template>\n<script setup lang=\"ts\">\nconst g: number = 1\n</script>\n",
    ),
    (
        "yaml",
        "%YAML 1.2\n---\na: &b\n  - c: \"d\\n\" # e\n    f: 'g'\n  - {h: [1, 2.5, true, ~], i: !!str j}\nk: |\n  l\n  m\nn: *b\n? o\n: 2024-01-02\n",
    ),
];
