#!/usr/bin/env python3
"""Writes the articles of a research site of any size, the same ones every time.

    generate.py COUNT FOLDER [--code]

An article has about 1,300 words in four to six sections: paragraphs with links, emphasis and code
spans, a list, a table, a figure, nested steps, a quotation, footnotes, and five questions in its
front matter; with --code also two listings of 15 lines, different in every article. All of it comes
from fixed seeds: no clock, no environment. Links lead to other articles of the same site.
"""
import argparse
import json
import os
import random
import struct
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

SECTIONS = {"airdrops": "Airdrops", "api-guides": "API Guides", "security": "Security",
            "announcements": "Announcements"}
CHAINS = """ethereum bitcoin solana arbitrum optimism polygon avalanche cosmos polkadot near sui aptos
    starknet zksync scroll base celestia linea mantle tron""".split()
TOPICS = "wallets staking bridges oracles governance rollups defi tokens audits indexing".split()
TAGS = [f"{chain}-{topic}" for chain in CHAINS for topic in TOPICS]
NOUNS = """eligibility snapshot claim signature endpoint pagination webhook custody slashing liquidity
    emission unlock migration incident disclosure throughput latency finality delegation quorum rotation
    allowance replay checkpoint""".split()
VERBS = """records publishes rejects verifies distributes replays batches signs settles delays documents
    measures exposes limits rotates archives reconciles samples estimates announces""".split()
SUBJECTS = ["The protocol", "A validator", "Each wallet", "The snapshot", "Our test account",
            "The sequencer", "An attacker", "The governance forum", "The bridge contract",
            "A typical claimant", "The public endpoint", "The indexer", "This release",
            "The audit report", "A hardware signer", "The treasury", "The rate limiter"]
OBJECTS = ["every transaction above the threshold", "the remaining allocation",
           "a signed message from the owner", "the previous epoch's state root",
           "requests that arrive without a key", "the fee schedule for the next quarter",
           "a proof of inclusion", "withdrawals older than seven days",
           "both the testnet and the mainnet balances", "a rolling window of price updates",
           "claims that fail the filter", "the delegated voting power", "unconfirmed deposits",
           "a nonce for each session", "the vesting curve", "the emergency pause role"]
TAILS = ["before the window closes", "without asking the user to move funds",
         "which our own measurements confirm", "as the specification requires",
         "although the interface does not say so", "in under two seconds on a cold cache",
         "even when the network is congested", "and writes the result to a public log",
         "so that latecomers are not penalised", "unless the contract is paused",
         "for roughly 40% of the sampled accounts", "after the second confirmation",
         "at a cost of about 0.3% per transfer", "and nothing else is stored on chain",
         "which makes independent review possible", "in line with the published policy"]
ASKS = ["How", "Why", "When", "Where"]
CLAIMS = ["changes the risk model", "is calculated in practice", "affects small accounts",
          "should be tested first", "differs between networks", "was measured", "fails under load",
          "is documented", "interacts with governance", "can be verified"]
AUTHORS = ["Ada Moreau", "Bilal Qureshi", "Chen Wei", "Dana Okafor", "Elif Yilmaz", "Farid Haddad",
           "Greta Lindqvist", "Hiro Tanaka", "Ines Carvalho", "Jonas Weber", "Katya Orlova",
           "Liam O'Brien"]
IMAGES = 24
CSS = """body{font:17px/1.6 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:0 1rem}
nav a{margin-right:1rem}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3rem .6rem}
pre{overflow:auto;padding:1rem;background:#f6f8fa}.toc{font-size:.9em}
"""


def sentence(rng):
    """One sentence; about one in five holds something inline."""
    subject, verb, thing, tail = (rng.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, TAILS))
    kind = rng.random()
    if kind < 0.06:
        thing = f"**{thing}**"
    elif kind < 0.10:
        tail = f"*{tail}*"
    elif kind < 0.16:
        subject = f"The `{rng.choice(NOUNS)}_{rng.choice(NOUNS)}` field"
    elif kind < 0.19:
        noun = rng.choice(NOUNS)
        tail = f"as [the {noun} note](https://example.com/{noun}/{rng.randrange(1000)}) explains"
    if rng.random() < 0.35:
        tail += f", and {rng.choice(SUBJECTS).lower()} {rng.choice(VERBS)} {rng.choice(OBJECTS)}"
    return f"{subject} {verb} {thing} {tail}."


POOL = [sentence(random.Random(f"sentence {i}")) for i in range(4096)]


def prose(rng, low, high):
    return " ".join(rng.choice(POOL) for _ in range(rng.randint(low, high)))


def nouns(rng, count):
    return " ".join(rng.choice(NOUNS) for _ in range(count))


def place(i):
    """The section and the slug of article i."""
    rng = random.Random(f"place {i}")
    section = list(SECTIONS)[(i * 7 + i // 13) % len(SECTIONS)]
    return section, f"{rng.choice(CHAINS)}-{rng.choice(NOUNS)}-{rng.choice(NOUNS)}-{i:06d}"


def date(i):
    """A minute of the years 2018 to 2023, no two alike below a million articles, in no order."""
    day, minute = divmod(i * 48271 % 999983 * 3, 1440)
    year, day = divmod(day, 364)
    month, day = divmod(day, 28)
    month, year = (month, year) if month < 12 else (11, year)
    return f"{2018 + year}-{month + 1:02d}-{day + 1:02d}T{minute // 60:02d}:{minute % 60:02d}:{i % 60:02d}Z"


def questions(rng):
    shape = "How does the {} {} {}?"
    endings = ["matter", "change", "expire", "apply", "help"]
    return [(shape.format(rng.choice(NOUNS), rng.choice(NOUNS), ending), prose(rng, 2, 2)) for ending in endings]


def front_matter(i, rng, section):
    """YAML; a JSON string is a YAML one too."""
    quoted = lambda value: json.dumps(value, ensure_ascii=False)
    one, two, chain = rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(CHAINS).title()
    lines = [
        "---",
        f"title: {quoted(f'{chain} {one}: what the {two} data shows ({i})')}",
        f"description: {quoted(f'Research notes on {one} and {two} for {chain} users: {nouns(rng, 4)}.')}",
        f"date: {date(i)}",
        f"authors: {quoted(rng.sample(AUTHORS, rng.choice((1, 1, 2))))}",
        f"category: {section}",
        f"tags: {quoted(rng.sample(TAGS, rng.randint(2, 5)))}",
        "faq:",
    ]
    lines += [f"  - q: {quoted(q)}\n    a: {quoted(a)}" for q, a in questions(rng)]
    return "\n".join(lines) + "\n---\n\n"


def bullets(rng):
    return "".join(f"- {rng.choice(POOL)}\n" for _ in range(rng.randint(4, 6)))


def table(rng):
    row = lambda: (f"| {rng.choice(CHAINS).title()} | `{rng.choice(NOUNS)}_{rng.choice(NOUNS)}` "
                   f"| {rng.randrange(100000)}.{rng.randrange(100):02d} | {rng.randrange(-90, 200):+d}% |\n")
    head = "| Network | Metric | Value | Change |\n|:--|:--|--:|--:|\n"
    return head + "".join(row() for _ in range(rng.randint(5, 8)))


def figure(rng):
    return f'![Chart of {nouns(rng, 2)} over time](/images/chart-{rng.randrange(IMAGES):02d}.png "{nouns(rng, 2)}")\n'


def steps(rng):
    lines = [f"{k + 1}. {rng.choice(POOL)}\n" for k in range(rng.randint(3, 5))]
    lines[1] += f"   - {nouns(rng, 5)}\n   - {nouns(rng, 6)}\n"
    return "".join(lines)


def quotation(rng):
    return f"> {rng.choice(POOL)}\n"


PIECES = [bullets, table, figure, steps, quotation, bullets]

LISTINGS = {
    "python": '''import json
from urllib.request import Request, urlopen

LIMIT_@n = @m  # requests per minute


def fetch_@a_@b(address: str, page: int = 1) -> dict:
    """Return the @c record for one address."""
    request = Request(f"https://api.example.com/v1/@a/{address}?page={page}")
    with urlopen(request, timeout=@m) as response:
        data = json.load(response)
    if data.get("@d") is None or len(data["items"]) > LIMIT_@n:
        raise ValueError("unexpected @d value %r" % data)
    return {"total": data["total"] * 1.0@m, "items": [x for x in data["items"] if x]}
# @n @c''',
    "json": '''{
  "id": @n,
  "type": "@a.@b",
  "amount": "@n.@p",
  "eligible": true,
  "expires": null,
  "@c": {
    "height": @p@m,
    "root": "0x@n@p@m",
    "proof": ["0x@p@n", "0x@m@p"],
    "final": false
  },
  "limits": [@m, @n, @p],
  "note": "@d \\u00b7 retry after @ms"
}''',
    "bash": '''#!/usr/bin/env bash
set -euo pipefail

API="https://api.example.com/v1/@a"
OUT="${1:-/tmp/@b-@n.json}"

for page in $(seq 1 @m); do
  code=$(curl -sS -o "$OUT.$page" -w '%{http_code}' "$API?page=$page&key=$API_KEY")
  if [[ "$code" -ne 200 ]]; then
    echo "page $page failed with $code" >&2
    exit 1
  fi
  sleep 0.@m
done
jq -s '[.[].@c] | add' "$OUT".* > "$OUT"  # merge every @d''',
    "rust": '''use std::collections::HashMap;

/// Counts @a entries by @b.
pub fn @a_@b(items: &[(String, u64)]) -> HashMap<&str, u64> {
    const LIMIT: u64 = @n;
    let mut out = HashMap::with_capacity(@m);
    for (name, value) in items.iter().filter(|(_, v)| *v <= LIMIT) {
        *out.entry(name.as_str()).or_insert(0) += value;
    }
    if out.is_empty() {
        eprintln!("no @c below {LIMIT}: {}", "@d");
    }
    out
}
// @p''',
    "javascript": '''import { createHash } from "node:crypto";

const @a_@n = @m;

export async function load_@b(address, { page = 1, retries = 3 } = {}) {
  const url = new URL(`/v1/@a/${address}`, "https://api.example.com");
  url.searchParams.set("page", page);
  for (let i = 0; i < retries; i++) {
    const res = await fetch(url, { headers: { accept: "application/json" } });
    if (res.ok) return (await res.json()).items.filter((x) => x.@c !== null);
    await new Promise((r) => setTimeout(r, @a_@n * 2 ** i)); // back off
  }
  throw new Error("@d: " + createHash("sha256").update(address).digest("hex"));
}
export const @c_@p = load_@b;''',
}


def listing(rng, language):
    text = LISTINGS[language]
    for name in "abcd":
        text = text.replace("@" + name, rng.choice(NOUNS))
    for name, low, high in (("n", 10, 9999), ("m", 2, 64), ("p", 10000, 65000)):
        text = text.replace("@" + name, str(rng.randrange(low, high)))
    return f"```{language}\n{text}\n```\n"


def body(i, rng, count, code):
    out = [prose(rng, 4, 6) + "[^scope]\n"]
    languages = list(LISTINGS)
    listings = {1: languages[i % 5], 3: languages[(i // 5 + i + 2) % 5]} if code else {}
    for section in range(rng.randint(4, 6)):
        out.append(f"## {rng.choice(ASKS)} the {nouns(rng, 2)} {rng.choice(CLAIMS)}\n")
        out.append(prose(rng, 3, 4) + "\n")
        if section == 0 or rng.random() < 0.5:
            to, slug = place(rng.randrange(count))
            out.append(f"See also [{nouns(rng, 3)}](/{to}/{slug}/) for the other side. {prose(rng, 1, 2)}\n")
        out.append(PIECES[section](rng))
        if section in listings:
            out.append(listing(rng, listings[section]))
        for part in range(rng.randint(1, 2)):
            out.append(f"### {nouns(rng, 2).capitalize()} {rng.choice(CLAIMS)}\n")
            out.append(prose(rng, 2, 4) + ("[^source]\n" if section == 1 and part == 0 else "\n"))
    out.append(figure(rng))
    out.append(f"[^scope]: {rng.choice(POOL)}\n\n[^source]: {rng.choice(POOL)}\n")
    return "\n".join(out)


def article(i, count, code):
    """The section, the slug and the text of article i."""
    rng = random.Random(f"article {i}")
    section, slug = place(i)
    return section, slug, front_matter(i, rng, section) + body(i, rng, count, code)


def png(k):
    """A picture of grey noise, 160 pixels wide."""
    width, height = 160, 70 + 3 * k
    rng = random.Random(f"picture {k}")
    rows = b"".join(b"\0" + rng.randbytes(width) for _ in range(height))
    chunk = lambda kind, data: (struct.pack(">I", len(data)) + kind + data
                                + struct.pack(">I", zlib.crc32(kind + data)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0))
            + chunk(b"IEND", b""))


def write_some(job):
    start, end, count, folder, code = job
    for i in range(start, end):
        section, slug, text = article(i, count, code)
        (folder / "content" / section / f"{slug}.md").write_text(text, encoding="utf-8")


def generate(count, folder, code=False):
    """Writes content/ and static/ below the folder."""
    for section, title in SECTIONS.items():
        (folder / "content" / section).mkdir(parents=True, exist_ok=True)
        (folder / "content" / section / "_index.md").write_text(f'---\ntitle: "{title}"\n---\n')
    (folder / "content" / "_index.md").write_text('---\ntitle: "Chain Research"\n---\n')
    (folder / "static" / "images").mkdir(parents=True, exist_ok=True)
    (folder / "static" / "main.css").write_text(CSS)
    for k in range(IMAGES):
        (folder / "static" / "images" / f"chart-{k:02d}.png").write_bytes(png(k))
    jobs = [(at, min(count, at + 250), count, folder, code) for at in range(0, count, 250)]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(write_some, jobs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("folder", type=Path, help="where content/ and static/ go")
    parser.add_argument("--code", action="store_true", help="two listings in each article")
    arguments = parser.parse_args()
    generate(arguments.count, arguments.folder, arguments.code)


if __name__ == "__main__":
    main()
