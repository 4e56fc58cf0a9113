/// What the tests of all packages share: processes that are simulated or real, deaths at every store, and the check that nothing is left.
///
/// | class | for |
/// |---|---|
/// | `TestNames` | names of pools that no other run of tests on the machine has |
/// | `SimulatedProcesses` | several users of one pool in one JVM, which can be declared dead |
/// | `CrashEveryStore` | an operation cut off at its k-th store for all k, and each recovery at each of its stores |
/// | `ChildJvm` | real processes with a `main` of the tests, killed with SIGKILL from outside or at a named point |
/// | `ChildClasses` | what makes the JVMs of `ChildJvm` start quickly |
/// | `model.ModelRun` | a structure against a plain model, by processes that are killed; the package `model` says how |
/// | `NothingLeft` | the extension that fails a class which leaves objects or processes |
/// | `Eventually` | waiting for a state with a deadline that fails |
package rockpool.engine.testing;
