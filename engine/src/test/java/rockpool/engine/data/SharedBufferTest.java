package rockpool.engine.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What a program does with a buffer.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class SharedBufferTest {

    record Limits(int most, String unit) {}

    interface LimitsView {
        int most();

        void most(int most);

        String unit();
    }

    record Outbox(String owner, SharedBuffer text) {}

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 8 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), HeapVerifier.verify(pool));
        pool.close();
    }

    private static void assertRefused(String part, Runnable call) {
        Exception thrown = assertThrows(IllegalArgumentException.class, call::run);
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + i % 26));
        }
        return text.toString();
    }

    @Test
    void whatIsAppendedIsReadBackInWholeAndInPartsAcrossBlocks() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 10, null);
        assertEquals(0, buffer.length());
        assertEquals("", buffer.text());
        assertEquals(0, buffer.add(letters(25)));
        assertEquals(25, buffer.add("XYZ"));
        assertEquals(letters(25) + "XYZ", buffer.text());
        assertEquals("jklmnopqrstuvwxyX", buffer.text(9, 17));
        byte[] into = new byte[4];
        buffer.copy(24, into, 1, 3);
        assertArrayEquals(new byte[] {0, 'y', 'X', 'Y'}, into);
        assertEquals('k', buffer.get(10));
    }

    @Test
    void aPartOfAnArrayMemoryAndTextInUtf8AreAppended() {
        SharedBuffer buffer = SharedBuffer.create(pool);
        buffer.add("_abc_".getBytes(UTF_8), 1, 3);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocateFrom("def", UTF_8);
            buffer.add(outside.asSlice(0, 3));
            buffer.add("é€");
            MemorySegment back = arena.allocate(6);
            buffer.copy(0, back);
            assertEquals("abcdef", new String(back.toArray(ValueLayout.JAVA_BYTE), UTF_8));
        }
        assertEquals("abcdefé€", buffer.text());
        assertEquals(11, buffer.length());
    }

    @Test
    void aPositionStaysValidWhileWhatLiesBeforeItIsDeleted() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 16, null);
        buffer.add(letters(100));
        long here = 60;
        for (int deleted = 0; deleted < 60; deleted += 12) {
            buffer.deleteHead(12);
            assertEquals(letters(100).substring(60, 80), buffer.text(here, 20));
        }
        assertEquals(new SharedBuffer.Range(60, 100), buffer.range());
        assertEquals(letters(100).substring(60), buffer.text());
        buffer.add("more");
        assertEquals("more", buffer.text(100, 4));
        assertRefused("position=59", () -> buffer.bytes(59, 2));
        assertRefused("what was before them is deleted", () -> buffer.bytes(59, 2));
    }

    @Test
    void aBufferThatWasClearedGoesOnWhereItWas() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 16, null);
        buffer.add(letters(40));
        buffer.clear();
        assertEquals(new SharedBuffer.Range(40, 40), buffer.range());
        assertEquals("", buffer.text());
        assertEquals(40, buffer.add("next"));
        assertEquals("next", buffer.text());
    }

    @Test
    void whatIsDeletedGivesItsMemoryBack() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 1000, null);
        byte[] bytes = new byte[10_000];
        for (int i = 0; i < 5_000; i++) {
            buffer.add(bytes);
            buffer.deleteHead(bytes.length);
        }
        assertEquals(50_000_000, buffer.end());
        buffer.heap().gc();
        assertTrue(buffer.heap().stats().liveBytes() < 200_000, () -> "" + buffer.heap().stats());
        assertEquals(50_000_000, buffer.add("end"));
        assertEquals("end", buffer.text());
    }

    @Test
    void manyBlocksAreDeletedAtOnce() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 1, null);
        byte[] bytes = letters(5_000).getBytes(UTF_8);
        buffer.add(bytes);
        buffer.deleteHead(3_000);
        assertEquals(letters(5_000).substring(3_000), buffer.text());
        buffer.deleteHead(1_999);
        assertEquals(letters(5_000).substring(4_999), buffer.text());
        buffer.add("!");
        assertEquals(letters(5_000).substring(4_999) + "!", buffer.text());
    }

    @Test
    void bytesAreSeenInPlaceToTheEndOfTheirBlockAndStayWhileTheyAre() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 10, null);
        buffer.add(letters(25));
        assertEquals(7, buffer.<Long>with(13, MemorySegment::byteSize));
        assertEquals(2, buffer.<Long>with(23, MemorySegment::byteSize));
        MemorySegment[] kept = new MemorySegment[1];
        char seen = buffer.with(13, bytes -> {
            kept[0] = bytes;
            assertTrue(bytes.isReadOnly());
            buffer.clear();
            buffer.heap().gc();
            buffer.add(letters(100).toUpperCase());
            buffer.heap().gc();
            return (char) bytes.get(ValueLayout.JAVA_BYTE, 0);
        });
        assertEquals('n', seen, "deleted and collected meanwhile, but pinned");
        assertThrows(IllegalStateException.class, () -> kept[0].get(ValueLayout.JAVA_BYTE, 0), "after the function");
    }

    @Test
    void streamsReadAndAppend() throws IOException {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 10, null);
        try (OutputStream out = buffer.output(); var in = buffer.input(0)) {
            assertEquals(-1, in.read());
            out.write(letters(25).getBytes(UTF_8));
            out.write('!');
            assertEquals(26, in.available());
            assertEquals(letters(25) + "!", new String(in.readAllBytes(), UTF_8));
            out.write('?');
            assertEquals('?', in.read());
            out.write(letters(5).getBytes(UTF_8));
            buffer.clear();
            buffer.add("later");
            IOException thrown = assertThrows(IOException.class, () -> in.read());
            assertTrue(thrown.getMessage().contains("deleted"), thrown.getMessage());
        }
    }

    @Test
    void theHeaderIsTheUsersOwnAndAComponentOfItIsChangedByOneCall() {
        SharedBuffer buffer = SharedBuffer.create(pool, "lines", 100, new Limits(10, "lines of text"));
        assertEquals(new Limits(10, "lines of text"), buffer.header(Limits.class));
        buffer.header(LimitsView.class).most(20);
        assertEquals(20, buffer.<LimitsView, Integer>withHeader(LimitsView.class, LimitsView::most));
        buffer.setHeader(new Limits(30, "words"));
        assertEquals(new Limits(30, "words"), SharedBuffer.find(pool, "lines").orElseThrow().header(Limits.class));
        assertNull(SharedBuffer.create(pool).header(Limits.class));
        assertThrows(NotShareableException.class, () -> buffer.setHeader(new Object()));
        assertEquals("words", buffer.header(LimitsView.class).unit());
    }

    @Test
    void aBufferIsFoundByNameByDescriptorAndInAValue() {
        SharedBuffer buffer = SharedBuffer.create(pool, "lines");
        buffer.add("x");
        assertEquals(buffer, SharedBuffer.find(pool, "lines").orElseThrow());
        assertEquals(buffer, SharedBuffer.of(pool, buffer.descriptor()));
        assertEquals(buffer, Descriptors.resolve(buffer.descriptor()));
        Ref<Outbox> ref = Ref.create(pool, new Outbox("ann", buffer));
        assertEquals("x", ref.get().text.text());
        assertTrue(SharedBuffer.find(pool, "others").isEmpty());
        assertRefused("name=lines", () -> SharedBuffer.create(pool, "lines"));
        buffer.destroy();
        assertTrue(SharedBuffer.find(pool, "lines").isEmpty());
        assertThrows(IllegalStateException.class, buffer::length);
        assertEquals("SharedBuffer(destroyed)", buffer.toString());
    }

    @Test
    void badNumbersAreRefusedWithWhatIsAllowed() {
        SharedBuffer buffer = SharedBuffer.create(pool);
        buffer.add("hello");
        assertRefused("blockBytes=0: from 1 to", () -> SharedBuffer.create(pool, null, 0, null));
        assertRefused("count=6: from 0 to 5", () -> buffer.deleteHead(6));
        assertRefused("count=-1", () -> buffer.deleteHead(-1));
        assertRefused("position=3, count=3: the buffer has the positions from 0 to 4", () -> buffer.bytes(3, 3));
        assertRefused("position=-1", () -> buffer.get(-1));
        assertRefused("count=-2", () -> buffer.bytes(0, -2));
        assertThrows(IndexOutOfBoundsException.class, () -> buffer.add(new byte[3], 2, 2));
        assertEquals("hello", buffer.text());
        assertEquals("SharedBuffer(5 bytes)", buffer.toString());
    }

    @Test
    void anAdditionThatFindsNoRoomHasNotHappened() {
        SharedBuffer buffer = SharedBuffer.create(pool);
        buffer.add("hello");
        assertThrows(OutOfPoolMemoryException.class, () -> buffer.add(new byte[9 << 20]));
        assertEquals("hello", buffer.text());
        buffer.heap().gc();
        buffer.add(new byte[4 << 20]);
        assertEquals(5 + (4 << 20), buffer.length());
    }

    @Test
    void additionsInAModifyAreUndoneWithIt() {
        SharedBuffer buffer = SharedBuffer.create(pool, null, 4, null);
        buffer.add("abc");
        assertThrows(IllegalStateException.class, () -> buffer.heap().modify(m -> {
            buffer.add("defgh");
            assertEquals("abcdefgh", buffer.text());
            throw new IllegalStateException("changed my mind");
        }));
        assertEquals("abc", buffer.text());
        buffer.add("XYZ");
        assertEquals("abcXYZ", buffer.text());
    }
}
