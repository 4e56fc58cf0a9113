/// Many processes use all primitives at once, and a referee counts. With kills and without.
package rockpool.engine.soak;
