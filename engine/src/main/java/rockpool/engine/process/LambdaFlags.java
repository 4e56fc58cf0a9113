package rockpool.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandleInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes all lambdas of a class file serializable, by changing nothing but its table of bootstrap methods.
///
/// No code is touched, so that the compiler's stack maps stay as they are: making them again would need the classes that the code mentions.
/// A few constants are appended to the pool: the alternative metafactory's handle and what it consists of, and the flag.
final class LambdaFlags {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String ALTERNATIVE = "altMetafactory";
    private static final String ALTERNATIVE_TYPE = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";
    private static final int COUNT_AT = 8;
    private static final int PLAIN_ARGUMENTS = 3;

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final ByteBuffer file;
    private final int[] constants;
    private final int poolEnd;
    private final List<Integer> addedIntegers = new ArrayList<>();
    private final ByteArrayOutputStream addedBytes = new ByteArrayOutputStream();
    private final DataOutputStream added = new DataOutputStream(addedBytes);
    private int addedCount;

    private LambdaFlags(byte[] classFile) {
        file = ByteBuffer.wrap(classFile);
        constants = new int[unsigned(COUNT_AT)];
        poolEnd = indexConstants();
    }

    /// @return the same array if the class makes no lambdas
    static byte[] set(byte[] classFile) {
        return new LambdaFlags(classFile).changed();
    }

    private byte[] changed() {
        int table = bootstrapTable();
        if (table < 0) {
            return file.array();
        }
        try {
            return withTable(table, changedTable(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] withTable(int table, byte[] changedTable) throws IOException {
        int length = file.getInt(table);
        int tableEnd = table + 4 + length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.capacity() + addedBytes.size() + changedTable.length);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(file.array(), 0, COUNT_AT);
        out.writeShort(constants.length + addedCount);
        out.write(file.array(), COUNT_AT + 2, poolEnd - COUNT_AT - 2);
        addedBytes.writeTo(out);
        out.write(file.array(), poolEnd, table - poolEnd);
        out.writeInt(changedTable.length);
        out.write(changedTable);
        out.write(file.array(), tableEnd, file.capacity() - tableEnd);
        return bytes.toByteArray();
    }

    private byte[] changedTable(int table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int at = table + 4;
        int methods = unsigned(at);
        at += 2;
        out.writeShort(methods);
        int alternative = 0;
        for (int i = 0; i < methods; i++) {
            int handle = unsigned(at);
            int count = unsigned(at + 2);
            String factory = metafactory(handle);
            if (factory == null) {
                out.write(file.array(), at, 4 + 2 * count);
            } else {
                alternative = alternative != 0 ? alternative : factory.equals(ALTERNATIVE) ? handle : addAlternative(handle);
                writeSerializable(out, alternative, at, count);
            }
            at += 4 + 2 * count;
        }
        return bytes.toByteArray();
    }

    private void writeSerializable(DataOutputStream out, int alternative, int at, int count) throws IOException {
        boolean plain = count == PLAIN_ARGUMENTS;
        int flags = plain ? 0 : file.getInt(constants[unsigned(at + 4 + 2 * PLAIN_ARGUMENTS)] + 1);
        out.writeShort(alternative);
        out.writeShort(plain ? count + 1 : count);
        out.write(file.array(), at + 4, 2 * PLAIN_ARGUMENTS);
        out.writeShort(addInteger(flags | LambdaMetafactory.FLAG_SERIALIZABLE));
        if (!plain) {
            out.write(file.array(), at + 4 + 2 * PLAIN_ARGUMENTS + 2, 2 * (count - PLAIN_ARGUMENTS - 1));
        }
    }

    /// @return the method's name if a handle is one of the two that make lambdas, else null
    private String metafactory(int handle) {
        int method = constants[unsigned(constants[handle] + 2)];
        if (file.get(method) != METHOD || !utf8(unsigned(constants[unsigned(method + 1)] + 1)).equals(METAFACTORY)) {
            return null;
        }
        return utf8(unsigned(constants[unsigned(method + 3)] + 1));
    }

    private int addAlternative(int plainHandle) throws IOException {
        int owner = unsigned(constants[unsigned(constants[plainHandle] + 2)] + 1);
        int name = add(UTF8);
        added.writeUTF(ALTERNATIVE);
        int type = add(UTF8);
        added.writeUTF(ALTERNATIVE_TYPE);
        int nameAndType = add(NAME_AND_TYPE);
        added.writeShort(name);
        added.writeShort(type);
        int method = add(METHOD);
        added.writeShort(owner);
        added.writeShort(nameAndType);
        int handle = add(METHOD_HANDLE);
        added.writeByte(MethodHandleInfo.REF_invokeStatic);
        added.writeShort(method);
        return handle;
    }

    private int addInteger(int value) throws IOException {
        for (int i = 0; i < addedIntegers.size(); i += 2) {
            if (addedIntegers.get(i) == value) {
                return addedIntegers.get(i + 1);
            }
        }
        int index = add(INTEGER);
        added.writeInt(value);
        addedIntegers.add(value);
        addedIntegers.add(index);
        return index;
    }

    private int add(int tag) throws IOException {
        added.writeByte(tag);
        return constants.length + addedCount++;
    }

    /// @return the position of the length of the class's `BootstrapMethods`, -1 if it has none
    private int bootstrapTable() {
        int at = poolEnd + 6;
        at += 2 + 2 * unsigned(at);
        at = skipMembers(skipMembers(at));
        int attributes = unsigned(at);
        at += 2;
        for (int i = 0; i < attributes; i++) {
            if (utf8(unsigned(at)).equals("BootstrapMethods")) {
                return at + 2;
            }
            at += 6 + file.getInt(at + 2);
        }
        return -1;
    }

    private int skipMembers(int at) {
        int members = unsigned(at);
        int next = at + 2;
        for (int i = 0; i < members; i++) {
            int attributes = unsigned(next + 6);
            next += 8;
            for (int j = 0; j < attributes; j++) {
                next += 6 + file.getInt(next + 2);
            }
        }
        return next;
    }

    private int indexConstants() {
        int at = COUNT_AT + 2;
        for (int i = 1; i < constants.length; i++) {
            constants[i] = at;
            int tag = file.get(at);
            at += switch (tag) {
                case UTF8 -> 3 + unsigned(at + 1);
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 3;
                case METHOD_HANDLE -> 4;
                case LONG, DOUBLE -> 9;
                default -> 5;
            };
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
        return at;
    }

    private String utf8(int constant) {
        int at = constants[constant];
        return new String(file.array(), at + 3, unsigned(at + 1), StandardCharsets.UTF_8);
    }

    private int unsigned(int at) {
        return file.getShort(at) & 0xFFFF;
    }
}
