/// What the console says about a snippet that was evaluated: values, definitions, errors, exceptions, in jshell's own words and layout.
///
/// [Feedback] holds the modes (`/set feedback`, `/set mode`, `/set prompt`, `/set truncation`, `/set format`). A [Mode] turns what is told
/// of into text by its formats; nothing here touches a stream. Depends on JShell's API only.
package rockpool.shell.feedback;
