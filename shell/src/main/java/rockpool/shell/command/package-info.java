/// The slash commands: [Registry] names them all, one class each.
///
/// A command parses its arguments (picocli), does one thing, says what came of it through the console's output, and returns 0, 1 or 2. The
/// commands of jshell itself are here; those of pools, references, workers and locks are in `rockpool.shell.lab`.
package rockpool.shell.command;
