#!/usr/bin/env bash
# Fetch the libraries that README.md's table names with `npm pack`, and put their checksums into the table.
set -euo pipefail

cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Rows: | package | version | licence | published as | file | sha256 |
rows=$(awk -F ' *[|] *' '$5 ~ /^dist\// { print $2, $3, $5, $6, $7 }' README.md)

while read -r package version published file checksum; do
  tarball=$(npm pack --silent --pack-destination "$scratch" "$package@$version" </dev/null)
  tar --extract --gzip --file "$scratch/$tarball" --directory "$scratch"
  sed '/^\/\/# sourceMappingURL=/d' "$scratch/package/$published" >"$file"
  cp "$scratch/package/LICENSE" "$package.LICENSE"
  rm -r "$scratch/package"
  fresh=$(sha256sum "$file" | cut -d ' ' -f 1)
  sed --in-place "/| $file |/s/| $checksum |\$/| $fresh |/" README.md
  echo "$package $version: $file $fresh"
done <<<"$rows"
