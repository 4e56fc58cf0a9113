#!/bin/sh
# Builds the original's side of the benchmark into the file named.
# usage: build.sh FILE      (needs Debian's ocaml, ocaml-findlib and libocamlnet-ocaml-dev)
set -e
output=$1
source=$(cd "$(dirname "$0")" && pwd)/original.ml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$source" "$folder/original.ml"
(cd "$folder" && ocamlfind ocamlopt -package netmulticore -linkpkg -o original original.ml)
mkdir -p "$(dirname "$output")"
cp "$folder/original" "$output"
