package rockpool.engine.process;

/// A loader of classes that are known only as bytes, such as those of the prompt, which therefore have to travel with the bodies that use
/// them. Classes of any other loader are expected on the class or module path of the worker.
///
/// Whoever defines a class in such a loader first sends its bytes through [#prepare], defines what comes back (or something made from it)
/// and answers [#bytesOf] with it.
public abstract class ShippingClassLoader extends ClassLoader {

    private ClassAnalyses analyses;

    protected ShippingClassLoader(String name, ClassLoader parent) {
        super(name, parent);
    }

    /// The prepared bytes of a class that this loader defines, whether it was asked for it already or not.
    ///
    /// May be called by any thread, at any time.
    ///
    /// @param className the binary name, with dots
    /// @return null if it is none of this loader's classes
    public abstract byte[] bytesOf(String className);

    /// Makes a class ready for travelling: its lambdas become serializable, its objects can be made without running a constructor, and
    /// its static fields can be set. The source code's meaning stays the same.
    public static byte[] prepare(byte[] compiled) {
        return ClassPreparation.prepare(compiled);
    }

    final synchronized ClassAnalyses analyses() {
        if (analyses == null) {
            analyses = new ClassAnalyses(this);
        }
        return analyses;
    }
}
