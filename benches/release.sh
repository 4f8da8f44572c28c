#!/bin/sh
# Builds the program as it is released, at target/release/tearsheet: first a program that counts which ways
# it goes, which then builds the sample publication and two generated sites, then one whose common ways are
# the short ones (profile-guided optimisation, https://doc.rust-lang.org/rustc/profile-guided-optimization.html).
# What the program does is the same as after `cargo build --release`; building takes more than twice as long.
#
#     rustup component add llvm-tools
#     benches/release.sh [ARGUMENTS OF cargo build]
set -eu
cd "$(dirname "$0")/.."
root=$PWD
target=$(rustc -vV | sed -n 's/^host: //p')
merge=$(rustc --print sysroot)/lib/rustlib/$target/bin/llvm-profdata
[ -x "$merge" ] || { echo "$merge is missing: rustup component add llvm-tools" >&2; exit 2; }
work=$root/target/profile
# What was made with an older profile is not made anew by itself.
rm -rf "$work/raw" "$work/sites" "$work/made"
mkdir -p "$work/raw" "$work/sites"

# build FLAGS FOLDER ARGUMENTS... With `--target`, flags do not reach programs that only help to build, such
# as macros.
build() {
    flags=$1 folder=$2
    shift 2
    RUSTFLAGS="$flags" CARGO_TARGET_DIR="$folder" cargo build --release --target "$target" "$@"
}

build "-Cprofile-generate=$work/raw" "$work/counting" "$@"
counting=$work/counting/$target/release/tearsheet

# Cold, with nothing changed, and after an edit; with the theme of this repository and with a small one.
python3 benches/generate.py 300 "$work/sites/theme" --code
cp -R static templates "$work/sites/theme"
cp benches/site/site.toml "$work/sites/theme"
python3 benches/generate.py 1000 "$work/sites/small"
cp -R benches/site/. "$work/sites/small"
mkdir "$work/sites/sample"
cp -R content static templates site.toml "$work/sites/sample"
for site in "$work/sites"/*; do
    article=$(find "$site/content" -name '*.md' ! -name '_index.md' | sort | head -n 1)
    (
        cd "$site"
        "$counting" build --quiet
        "$counting" build --quiet
        printf '\nA remark.\n' >> "$article"
        "$counting" build --quiet
    )
done
"$merge" merge -o "$work/merged.profdata" "$work/raw"

build "-Cprofile-use=$work/merged.profdata" "$work/made" "$@"
mkdir -p target/release
cp "$work/made/$target/release/tearsheet" target/release/tearsheet
