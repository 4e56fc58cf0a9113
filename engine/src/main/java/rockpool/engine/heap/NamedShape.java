package rockpool.engine.heap;

/// The shape of a class that the pool's type table describes: a record, an enum or an array of references.
abstract class NamedShape extends Shape {

    /// What the class is to other processes.
    final TypeDescriptor descriptor;

    private record Bound(Types types, TypeInfo info) {}

    // The type in the pool that was used last. A race costs a second look-up.
    private Bound bound;

    NamedShape(Class<?> type, TypeDescriptor descriptor) {
        super(type);
        this.descriptor = descriptor;
    }

    /// The type in a pool, which is added if it is not there.
    final TypeInfo info(Types types) {
        Bound now = bound;
        return now != null && now.types == types ? now.info : bind(types);
    }

    private TypeInfo bind(Types types) {
        TypeRegistry.offer(type);
        var info = types.info(descriptor);
        bound = new Bound(types, info);
        return info;
    }
}
