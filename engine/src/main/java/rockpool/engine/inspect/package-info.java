/// Looks at pools from outside and says what is wrong with them. Everything here works on a read-only mapping, takes no lock, and gives an
/// answer about a damaged pool too.
package rockpool.engine.inspect;
