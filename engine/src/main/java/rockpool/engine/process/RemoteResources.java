package rockpool.engine.process;

import java.io.IOException;
import java.util.List;

/// The resources, asked for over the control connection.
final class RemoteResources implements ResourceHost {

    private final RemoteHost master;

    RemoteResources(RemoteHost master) {
        this.master = master;
    }

    @Override
    public ResourceDescription manage(Thing thing) {
        Output out = Operation.MANAGE.begin();
        thing.write(out);
        return description(out);
    }

    @Override
    public ResourceDescription createMapped(String prefix, long bytes) {
        return description(Operation.CREATE_MAPPED.begin().text(prefix).number(bytes));
    }

    @Override
    public ResourceDescription use(long id) {
        return description(Operation.USE.begin().number(id));
    }

    private ResourceDescription description(Output question) {
        return read(question, ResourceDescription::read);
    }

    @Override
    public int release(long id) {
        return read(Operation.RELEASE_USE.begin().number(id), in -> (int) in.number());
    }

    @Override
    public List<ResourceInfo> list() {
        return read(Operation.RESOURCES.begin(), ResourceMessages::infos);
    }

    @Override
    public List<ResourceLeak> leaks() {
        return read(Operation.LEAKS.begin(), ResourceMessages::leaks);
    }

    @Override
    public List<String> removeAll() {
        return read(Operation.REMOVE_ALL.begin(), ResourceMessages::texts);
    }

    private interface Reading<T> {
        T read(Input in) throws IOException;
    }

    private <T> T read(Output question, Reading<T> reading) {
        Input in = master.ask(question);
        return RemoteHost.read(() -> reading.read(in));
    }
}
