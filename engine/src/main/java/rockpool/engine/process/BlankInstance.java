package rockpool.engine.process;

/// The parameter type of the constructor that [ShippingClassLoader#prepare] adds to a class: one that sets no field.
///
/// There is no object of this type. Programs have no use for it.
public final class BlankInstance {
    private BlankInstance() {}
}
