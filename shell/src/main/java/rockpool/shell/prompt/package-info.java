/// The terminal: JLine's reader with JShell's completion, highlighting and documentation, and output that does not tear the typed line.
package rockpool.shell.prompt;
