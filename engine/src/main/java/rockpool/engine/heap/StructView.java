package rockpool.engine.heap;

import java.util.List;

/// A record of a heap seen in place by the names of its components, without any class of the program.
public final class StructView extends View {

    StructView(Place place) {
        super(place, null);
    }

    @Override
    protected View of(Place other, Wanted[] sameWanted) {
        return new StructView(other);
    }

    /// The source name of its type.
    public String typeName() {
        return place().info.name();
    }

    /// The names of its components, in the order of declaration.
    public List<String> names() {
        return place().info.descriptor.parts().stream().map(TypeDescriptor.Part::name).toList();
    }

    /// A component: numbers, strings and other leaves copied, records and lists in place.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public Object get(String name) {
        int index = index(name);
        TypeInfo info = place().info;
        if (info.codes[index] != 'L') {
            return Numbers.get(place(), info.offsets[index], info.codes[index]);
        }
        return Reading.value(place(), info.offsets[index], Wanted.ANYTHING);
    }

    /// Changes a component, as a view's setter does.
    ///
    /// @param value a number of the component's type; or, for a reference, a primitive or a value that lives in this heap
    public void set(String name, Object value) {
        int index = index(name);
        TypeInfo info = place().info;
        if (info.codes[index] != 'L') {
            Numbers.set(place(), info.offsets[index], info.codes[index], value);
        } else {
            Writing.value(place(), info.offsets[index], value);
        }
    }

    private int index(String name) {
        int index = place().info.component(name);
        if (index < 0) {
            throw new IllegalArgumentException("name=" + name + ": " + place().info + " has " + names());
        }
        return index;
    }
}
