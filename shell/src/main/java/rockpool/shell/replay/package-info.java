/// What snippets that are entered again call instead of what creates things: so that a replay never makes a second pool or worker.
///
/// Exported, since the snippets' classes call it; it is not meant to be called by anybody else.
package rockpool.shell.replay;
