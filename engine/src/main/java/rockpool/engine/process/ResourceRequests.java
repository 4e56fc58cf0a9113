package rockpool.engine.process;

import java.io.IOException;

/// What one child asks of the master about resources. Runs in the thread of the child's connection.
final class ResourceRequests {

    private final ResourceTable table;
    private final Child child;

    ResourceRequests(ResourceTable table, Child child) {
        this.table = table;
        this.child = child;
    }

    Output answer(Operation operation, Input in) throws IOException {
        return switch (operation) {
            case MANAGE -> described(table.manage(child.user(), Thing.read(in)));
            case CREATE_MAPPED -> described(table.createMapped(child.user(), in.text(), in.number()));
            case USE -> described(table.use(child.user(), in.number()));
            case RELEASE_USE -> new Output().number(table.release(child.user().process(), in.number()));
            case RESOURCES -> ResourceMessages.ofInfos(table.list());
            case LEAKS -> ResourceMessages.ofLeaks(table.leaks());
            case REMOVE_ALL -> ResourceMessages.ofTexts(table.removeAll());
            default -> throw new IllegalArgumentException("operation=" + operation + ": not about resources");
        };
    }

    private static Output described(ResourceDescription description) {
        Output out = new Output();
        description.write(out);
        return out;
    }
}
