/// What the console says about a snippet that was evaluated: values, definitions, errors, exceptions, in jshell's own words and layout.
///
/// [Feedback] holds the modes (`/set feedback`, `/set mode`, `/set prompt`, `/set truncation`); the other classes turn one thing into text
/// and touch no stream. Depends on JShell's API only.
package rockpool.shell.feedback;
