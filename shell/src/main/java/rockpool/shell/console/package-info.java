/// The console's state and what it does with a piece of input, whoever brings it: the prompt, a script, a replay.
///
/// [Console] is what commands are given. It knows nothing of the terminal; that is the `prompt` package above. Below are the session,
/// the feedback and the view.
package rockpool.shell.console;
