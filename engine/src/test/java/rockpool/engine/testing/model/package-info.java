/// Structures in shared memory against plain models, under random operations of several processes, also while some are killed.
///
/// A test of a structure is a [rockpool.engine.testing.model.Subject], which says what is done to it and what that does to the model, and a
/// [rockpool.engine.testing.model.ModelRun] of it in processes, under kills and simulated:
///
/// ```java
/// final class QueueSubject implements Subject<SharedQueue<Integer>, List<Integer>> {
///     public SharedQueue<Integer> create(Pool pool, String name) { return SharedQueue.create(pool, name); }
///     public SharedQueue<Integer> find(Pool pool, String name) { return SharedQueue.<Integer>find(pool, name).orElseThrow(); }
///     public List<Integer> copy(List<Integer> model) { return new ArrayList<>(model); }
///     public List<Integer> contents(SharedQueue<Integer> queue, int key) { return new ArrayList<>(queue.toList()); }
///
///     public List<Operation<SharedQueue<Integer>, List<Integer>>> operations() {
///         return List.of(
///                 new Operation<>("add", 1, (queue, a) -> queue.add(a[0]), (model, a) -> model.add(a[0]), 1000),
///                 new Operation<>("poll", 1, (queue, a) -> queue.poll(), (model, a) -> model.isEmpty() ? null : model.removeFirst()),
///                 new Operation<>("size", 1, (queue, a) -> queue.size(), (model, a) -> model.size()));
///     }
/// }
///
/// @ExtendWith(NothingLeft.class)
/// class QueueModelTest {
///     @Test void processesSeeOneQueue() { ModelRun.of(QueueSubject.class).run(); }
///     @Test void theDeadLeaveAQueue() { ModelRun.of(QueueSubject.class).killing().steps(40).rounds(8).run(); }
///     @Test void simulatedDeadLeaveAQueue() { ModelRun.of(QueueSubject.class).simulated().killing().run(); }
/// }
/// ```
///
/// One that is run: `RefSubject` with `ModelRunTest`; one with keys: `LongArraySubject`.
///
/// Results are compared by their text, so both sides return the same kind of thing; an exception is a result by its class. What is one step
/// for others (a `modify`, an atomic access) belongs in the operations; what may see several states, such as an iteration, does not. Draw
/// values from a large range: equal ones hide what was lost or doubled. Push about as much as is popped: of pushes that nobody pops all
/// orders are possible, and the search tries them. Give each key a model of its own where the structure allows.
///
/// In each round all processes start at one moment and make random steps; each logs a call before it makes it and what it returned after
/// it, in memory that outlives it. Then the referee takes over from the dead, runs the verifiers, and looks for an order of all steps, of
/// those cut off as well or without them, that the model explains and that ends with the structure's contents. What nothing explains is
/// reported with the seed, the states that were possible, and the steps at that time.
package rockpool.engine.testing.model;
