package rockpool.shell.session;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/// Runs the snippets of a session, all of them on one thread, so that what a snippet locks the next one can unlock.
///
/// [#stop()] comes from another thread. It interrupts the snippet's thread, which ends every wait, and lets all snippet code on that
/// thread fail at its next method or loop. Whatever the snippet then ends with, it counts as stopped.
final class SnippetControl extends DirectExecutionControl {

    private final Object turn = new Object();
    private final Field victim;
    private Thread running;
    private boolean stopped;

    SnippetControl(SnippetLoader loader) {
        super(loader);
        try {
            victim = loader.stopClass().getField(StopWeaver.VICTIM);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String invoke(Method method) throws Exception {
        begin();
        try {
            return valueString(method.invoke(null));
        } catch (InvocationTargetException e) {
            throw wasStopped() ? new StoppedException() : e;
        } catch (RuntimeException | Error e) {
            if (wasStopped()) {
                throw new StoppedException();
            }
            throw new InvocationTargetException(e);
        } finally {
            end();
        }
    }

    @Override
    public void stop() {
        synchronized (turn) {
            if (running != null) {
                stopped = true;
                setVictim(running);
                running.interrupt();
            }
        }
    }

    private void begin() {
        synchronized (turn) {
            running = Thread.currentThread();
            stopped = false;
        }
    }

    private boolean wasStopped() {
        synchronized (turn) {
            return stopped;
        }
    }

    private void end() {
        synchronized (turn) {
            running = null;
            setVictim(null);
            Thread.interrupted();
        }
    }

    private void setVictim(Thread thread) {
        try {
            victim.set(null, thread);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
