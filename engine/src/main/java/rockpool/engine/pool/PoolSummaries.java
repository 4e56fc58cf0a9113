package rockpool.engine.pool;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import rockpool.engine.posix.PosixException;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// What can be said of pools without attaching them.
final class PoolSummaries {

    private PoolSummaries() {}

    static Optional<PoolSummary> of(String objectName) {
        return of(ObjectKind.POOL, objectName);
    }

    /// @return empty if it is gone or another user's
    static Optional<PoolSummary> of(ObjectKind kind, String objectName) {
        try (PoolView view = Pool.view(kind, objectName)) {
            Units units = view.units();
            return Optional.of(new PoolSummary(view.name(), objectName, view.maximum(),
                    (long) (units.count() - units.free()) << PoolLayout.UNIT_SHIFT, (long) units.backed() << PoolLayout.UNIT_SHIFT,
                    view.madeAt(), view.participants().list(), null));
        } catch (NoSuchPoolException | PosixException e) {
            return Optional.empty();
        } catch (PoolDamagedException e) {
            return Optional.of(new PoolSummary(objectName, objectName, 0, 0, 0, null, List.of(), e.getMessage()));
        }
    }

    static void requireNoOtherUser(String objectName, ProcessIdentity self) {
        Optional<PoolSummary> summary = of(objectName);
        if (summary.isEmpty() || summary.get().trouble() != null) {
            return;
        }
        try (PoolView view = Pool.view(objectName)) {
            List<Participant> others = view.participants().list().stream()
                    .filter(user -> !user.identity().equals(self) && view.participants().state(user.index()) != ProcessState.DEAD).toList();
            if (!others.isEmpty()) {
                throw new IllegalStateException("pool=" + view.name() + ": used by " + (others.size() == 1 ? "process " : "the processes ")
                        + others.stream().map(PoolSummaries::called).collect(Collectors.joining(", ")));
            }
        }
    }

    /// As in `4711 (session)`.
    private static String called(Participant user) {
        return user.pid() + (user.name().isEmpty() ? "" : " (" + user.name() + ")");
    }
}
