package rockpool.engine.process;

import rockpool.engine.memory.Points;

/// The steps of starting, running and joining, in the master and in its children.
public enum ProcessPoints implements Points.Point {
    /// Master: a child's JVM has been started and not yet been told who it is.
    CHILD_STARTED("child.started"),
    /// Master: a child has shown its token.
    CHILD_CONNECTED("child.connected"),
    /// Master: a task has its number, nobody runs it.
    TASK_BEGUN("task.begun"),
    /// Master: a worker has been chosen and not been told.
    TASK_ASSIGNED("task.assigned"),
    /// Master: the task is on its way to the worker.
    TASK_SENT("task.sent"),
    /// Master: the outcome is kept, its joiners are not told.
    TASK_ENDED("task.ended"),
    /// Master: it begins to end its children.
    MASTER_CLOSING("master.closing"),
    /// Master: a resource is in the journal, whoever handed it over is not told.
    RESOURCE_LOGGED("resource.logged"),
    /// Master: mapped memory is made, whoever asked for it is not told.
    RESOURCE_MADE("resource.made"),
    /// Master: the journal says that a resource is being removed.
    RESOURCE_REMOVING("resource.removing"),
    /// Master: a resource is removed, the journal does not say so.
    RESOURCE_GONE("resource.gone"),
    /// Holder: a snapshot is complete and not sent.
    SNAPSHOT_TAKEN("snapshot.taken"),
    /// Worker: a task has arrived.
    TASK_RECEIVED("task.received"),
    /// Worker: classes and values are there, the body has not begun.
    TASK_MADE("task.made"),
    /// Worker: the body has ended, its result is not sent.
    BODY_ENDED("body.ended"),
    /// Worker: the result is sent, the worker has not said whether it can be used again.
    RESULT_SENT("result.sent");

    private final String title;

    ProcessPoints(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
