/// Processes: the master that starts all of them, workers that stand by, and how a body with its classes and variables gets into one.
///
/// A **child** is a JVM that the master started. It is a **worker**, which stands by and runs one task after another, or a **service**,
/// which runs one [rockpool.engine.process.WorkerService] as long as it lives (the console's session is one). A **task** is one run of a
/// definition's body; its number is the process number that users see.
///
/// The way of a task: the process that holds the definition takes a [Snapshot] (body, argument, the variables that the body can reach, as
/// one graph, and the bytes of the prompt's classes); the master hands it to a child; the child's [TaskRunner] makes classes and values
/// from it, runs the body and answers with the encoded result, which the master keeps until somebody joins.
///
/// A **resource** is a thing that outlives processes (a file, shared memory, a semaphore), or an end of a definition, in the care of the
/// master: the [ResourceTable] counts which process uses it and removes it with its last user; a [ResourceJournal] says to those who come
/// after a master that was killed what it had.
///
/// Above this package are the console and user programs; below it pools and structures, of which it knows only that they have
/// descriptors. No thread of this package that serves others ever runs user code or takes the lock of a heap.
package rockpool.engine.process;
