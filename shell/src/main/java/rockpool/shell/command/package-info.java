/// The slash commands: [Registry] names them all, one class each.
///
/// A command parses its arguments (picocli), does one thing, says what came of it through the console's output, and returns 0, 1 or 2. The
/// commands of jshell itself are here; those of pools and workers are in `rockpool.shell.command.pool`. A command that creates something does
/// so by Java that it evaluates in the session, so that the thing is a variable there.
package rockpool.shell.command;
