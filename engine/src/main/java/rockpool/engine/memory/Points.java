package rockpool.engine.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.function.Consumer;

/// The named steps of the protocols. Each package has an enum of its own that implements [Point]; a protocol calls [Point#reach()]
/// where the step has been made.
///
/// While nobody listens a point costs nothing: whether somebody does is a constant in compiled code. A listener is set and removed in a
/// running process; it runs in the thread that reached the point and may kill, delay or count.
public final class Points {

    /// One step of a protocol.
    public interface Point {

        /// The step's name, such as `modify.logged`.
        String title();

        /// Says that the step has been made.
        default void reach() {
            if (listening()) {
                Consumer<Point> now = listener;
                if (now != null) {
                    now.accept(this);
                }
            }
        }
    }

    private static final MutableCallSite SITE = new MutableCallSite(MethodHandles.constant(boolean.class, false));
    private static final MethodHandle LISTENING = SITE.dynamicInvoker();
    private static volatile Consumer<Point> listener;

    private Points() {}

    private static boolean listening() {
        try {
            return (boolean) LISTENING.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Sets who is told of every point that this process reaches, instead of the one before.
    ///
    /// @param newListener null for nobody
    public static synchronized void listen(Consumer<Point> newListener) {
        listener = newListener;
        SITE.setTarget(MethodHandles.constant(boolean.class, newListener != null));
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
}
