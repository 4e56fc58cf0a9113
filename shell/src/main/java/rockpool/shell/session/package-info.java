/// The session: the process in which the snippets run, and the console's side of it with JShell's compiler.
///
/// [Session] is what the rest of the console uses. On the other side [SessionService] runs in a process of its own, so that nothing a
/// snippet does (`System.exit`, an endless loop, a crash) reaches the console. Between them runs a [Wire] of frames. Neighbours: the
/// engine's `process` package starts the process and ships the snippets' classes on to workers.
package rockpool.shell.session;
