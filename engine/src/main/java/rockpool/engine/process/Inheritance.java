package rockpool.engine.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which resources a process has from its start on. It uses them, so whoever starts it may release them as soon as it is started.
///
/// [ResourceKind#MAPPED_MEMORY] can only be used by a process that inherited it, made it, or inherits all; a handle of other memory arrives
/// there closed. A resource of another kind need not be inherited; if one is named here, the new process uses it from its start on as well.
///
/// (Answers to Netmulticore's `inherit_request`.)
public final class Inheritance {

    private static final Inheritance ALL = new Inheritance(true, List.of());
    private static final Inheritance NONE = new Inheritance(false, List.of());

    private final boolean all;
    private final List<Long> ids;

    private Inheritance(boolean all, List<Long> ids) {
        this.all = all;
        this.ids = ids;
    }

    /// All mapped memory that there is, and whatever is made later as soon as the process asks for it. This is the default.
    public static Inheritance all() {
        return ALL;
    }

    public static Inheritance none() {
        return NONE;
    }

    /// Only these.
    ///
    /// @param ids numbers of resources
    public static Inheritance only(long... ids) {
        return new Inheritance(false, Arrays.stream(ids).boxed().distinct().toList());
    }

    boolean isAll() {
        return all;
    }

    List<Long> ids() {
        return ids;
    }

    void write(Output out) {
        out.octet(all ? 1 : 0).number(ids.size());
        ids.forEach(out::number);
    }

    static Inheritance read(Input in) throws IOException {
        boolean all = in.octet() == 1;
        int count = in.count(1);
        List<Long> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(in.number());
        }
        return new Inheritance(all, ids);
    }

    @Override
    public String toString() {
        return all ? "all" : ids.toString();
    }
}
