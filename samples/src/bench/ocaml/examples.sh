#!/bin/sh
# Builds Netmulticore's own example programs into the folder named, from where its documentation lies.
# usage: examples.sh SOURCES FOLDER      (needs Debian's ocaml, ocaml-findlib, libocamlnet-ocaml-dev and libocamlnet-ocaml-doc)
#
# `pipeline` is from before OCaml told bytes from strings: it is made to compile. It sends 16 GiB, too long for something that is repeated: it
# is made to send 4.
set -e
sources=$1
output=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for program in create_join chameneos pipeline nqueens; do
    for source in "$sources/$program.ml" "$sources/$program.ml.gz"; do
        [ ! -e "$source" ] || zcat -f "$source" >"$folder/$program.ml"
    done
done
sed -i -e 's/I64\.(16L/I64.(4L/' \
    -e 's/let p = String\.make/let p = Bytes.make/' \
    -e '/p\.\[k\] <- /{s/p\.\[k\] <- \(.*\)$/Bytes.set p k (\1)/;n;s/done;/done; let p = Bytes.to_string p in/}' \
    -e 's/String\.unsafe_get s/Bytes.unsafe_get s/' \
    -e 's/process s 0 l;/process (Bytes.of_string s) 0 l;/' "$folder/pipeline.ml"
mkdir -p "$output"
for program in create_join chameneos pipeline nqueens; do
    (cd "$folder" && ocamlfind ocamlopt -w -a -alert --all -package netmulticore,netcamlbox -linkpkg -o "$program" "$program.ml")
    cp "$folder/$program" "$output/$program"
done
