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
/// Above this package are the console and user programs; below it pools and structures, of which it knows only that they have
/// descriptors. No thread of this package that serves others ever runs user code or takes the lock of a heap.
package rockpool.engine.process;
