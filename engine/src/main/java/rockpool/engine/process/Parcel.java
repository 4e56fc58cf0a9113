package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rockpool.engine.pool.Descriptor;

/// A graph together with the classes of the prompt that it needs: what travels as a body, an argument or a result.
///
/// Its bytes: count and descriptors of the handles in the graph; count and numbers of the resources in it; count and names of the classes
/// that the graph itself mentions; count, names, kinds and bytes of all classes of the prompt that come with it; count, owners and names of
/// the variables; the graph, whose last roots are the variables' values.
///
/// @param variables where the values belong
/// @param values of the variables
/// @param roots the other roots
record Parcel(List<Reach.Variable> variables, Object[] values, Object[] roots) {

    static byte[] write(Collection<Descriptor> handles, Collection<Long> resources, Collection<String> mentioned,
            Map<String, ShippedClass> classes, List<Reach.Variable> variables, byte[] graph) {
        Output out = new Output().number(handles.size());
        handles.forEach(handle -> write(out, handle));
        out.number(resources.size());
        resources.forEach(out::number);
        out.number(mentioned.size());
        mentioned.forEach(out::text);
        out.number(classes.size());
        classes.forEach((name, shipped) -> out.text(name).octet(shipped.isData() ? 1 : 0).block(shipped.bytes()));
        out.number(variables.size());
        variables.forEach(variable -> out.text(variable.owner()).text(variable.name()));
        return out.raw(graph).bytes();
    }

    static void write(Output out, Descriptor handle) {
        out.text(handle.pool()).text(handle.kind()).number(handle.offset()).number(handle.incarnation());
    }

    static Descriptor descriptor(Input in) throws IOException {
        return new Descriptor(in.text(), in.text(), in.number(), in.number());
    }

    /// What the handles in a parcel lead to.
    static List<Descriptor> handles(byte[] parcel) {
        try {
            return handles(new Input(parcel));
        } catch (IOException e) {
            throw new UncheckedIOException("not a parcel", e);
        }
    }

    private static List<Descriptor> handles(Input in) throws IOException {
        int count = in.count(4);
        List<Descriptor> handles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            handles.add(descriptor(in));
        }
        return handles;
    }

    /// The numbers of the resources in a parcel.
    static List<Long> resources(byte[] parcel) {
        try {
            Input in = new Input(parcel);
            handles(in);
            return resources(in);
        } catch (IOException e) {
            throw new UncheckedIOException("not a parcel", e);
        }
    }

    private static List<Long> resources(Input in) throws IOException {
        int count = in.count(1);
        List<Long> resources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            resources.add(in.number());
        }
        return resources;
    }

    /// The classes of the prompt that the graph of a parcel mentions.
    static List<String> classNames(byte[] parcel) {
        try {
            Input in = new Input(parcel);
            handles(in);
            resources(in);
            return names(in);
        } catch (IOException e) {
            throw new UncheckedIOException("not a parcel", e);
        }
    }

    private static List<String> names(Input in) throws IOException {
        int count = in.count(1);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        return names;
    }

    /// Makes the objects of a parcel.
    ///
    /// @param loader finds the classes; if it is a task's, it is given those of the parcel that it has not
    static Parcel read(Input in, ClassLoader loader) throws IOException {
        handles(in);
        resources(in);
        names(in);
        Map<String, ShippedClass> classes = classes(in);
        if (loader instanceof TaskClassLoader task) {
            task.add(classes);
        }
        int count = in.count(2);
        List<Reach.Variable> variables = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            variables.add(new Reach.Variable(in.text(), in.text()));
        }
        Object[] all = Decoder.read(in, loader);
        if (all.length < count) {
            throw new IOException("variables=" + count + ": only " + all.length + " values came");
        }
        int others = all.length - count;
        return new Parcel(variables, Arrays.copyOfRange(all, others, all.length), Arrays.copyOf(all, others));
    }

    private static Map<String, ShippedClass> classes(Input in) throws IOException {
        int count = in.count(3);
        Map<String, ShippedClass> classes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            boolean isData = in.octet() == 1;
            classes.put(name, new ShippedClass(in.block(), isData));
        }
        return classes;
    }
}
