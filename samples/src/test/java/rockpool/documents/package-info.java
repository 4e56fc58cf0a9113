/// What the documents show is run: every snippet in `README.md` and below `docs/`.
package rockpool.documents;
