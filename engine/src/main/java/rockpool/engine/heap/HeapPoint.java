package rockpool.engine.heap;

import rockpool.engine.memory.Points.Point;

/// The named steps of the heap's protocols.
public enum HeapPoint implements Point {
    /// A block's allocation bit is set, its contents are not written.
    ALLOC_CLAIMED("alloc.claimed"),
    /// A page or unit belongs to the heap but has not been laid out.
    AREA_CLAIMED("area.claimed"),
    /// All changes are in the log, the commit mark is not set.
    MODIFY_LOGGED("modify.logged"),
    /// The commit mark is set, nothing has been applied.
    MODIFY_MARKED("modify.marked"),
    /// Half of the log has been applied.
    MODIFY_HALF("modify.half"),
    /// The log has been applied, the mark is still set.
    MODIFY_APPLIED("modify.applied"),
    /// The new root is about to be stored.
    ASSIGN_READY("assign.ready"),
    /// The new root is stored.
    ASSIGN_DONE("assign.done"),
    /// The roots are grey, marking has begun.
    GC_ROOTS("gc.roots"),
    /// A slice of marking ends.
    GC_MARKING("gc.marking"),
    /// An area has been swept.
    GC_SWEEPING("gc.sweeping"),
    /// All marks are cleared, the run has not ended.
    GC_CLEARING("gc.clearing"),
    /// A page or unit without blocks is about to be given back.
    GC_RELEASING("gc.releasing"),
    /// A run has ended.
    GC_DONE("gc.done"),
    /// A heap's descriptor is claimed, but not yet valid.
    HEAP_CREATING("heap.creating"),
    /// A heap is being taken apart.
    HEAP_DESTROYING("heap.destroying"),
    /// The successor of a dead writer is about to repair the heap.
    HEAP_RECOVERING("heap.recovering");

    private final String title;

    HeapPoint(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
