package rockpool.engine.heap;

/// Copies the components of one class of records. Its subclasses are generated, see [RecordCopierFactory]; [GenericCopier] is for records
/// whose class this process does not have.
abstract class RecordCopier {

    /// Stores the components of a record.
    ///
    /// @param position of the block's contents
    abstract void in(Object record, long position, CopyIn in);

    /// A new record with the components that are stored.
    ///
    /// @param position of the block's contents
    /// @return [CopyOut#PENDING] if a component has to be made first
    abstract Object out(long position, CopyOut out);
}
