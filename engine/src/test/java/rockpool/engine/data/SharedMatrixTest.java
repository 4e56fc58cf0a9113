package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What a program does with shared matrices.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class SharedMatrixTest {

    record Field(String piece, int moves) {}

    interface FieldView {
        int moves();

        void moves(int value);
    }

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), HeapVerifier.verify(pool));
        pool.close();
    }

    private static void assertMessage(String part, Exception thrown) {
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    @Test
    void itIsCreatedFromRowsOrOneValueOrAFunction() {
        List<List<Integer>> rows = List.of(List.of(1, 2, 3), List.of(4, 5, 6));
        SharedMatrix<Integer> matrix = SharedMatrix.create(pool, rows);
        assertEquals(new SharedMatrix.Dim(2, 3), matrix.dim());
        assertEquals(rows, matrix.asLists());
        assertEquals(6, matrix.get(1, 2));
        assertEquals(List.of(List.of("x"), List.of("x")), SharedMatrix.make(pool, 2, 1, "x").asLists());
        SharedMatrix<Long> products = SharedMatrix.init(pool, 50, 70, (row, column) -> row * column);
        assertEquals(49 * 69, products.get(49, 69));
        assertEquals(List.of(), SharedMatrix.create(pool, List.of()).asLists());
        assertEquals(List.of(List.of(), List.of()), SharedMatrix.make(pool, 2, 0, 1).asLists());
        assertMessage("row 1 has length=1: 2 as row 0",
                assertThrows(IllegalArgumentException.class, () -> SharedMatrix.create(pool, List.of(List.of(1, 2), List.of(3)))));
    }

    @Test
    void aMillionTimesAMillionElementsThatAreTheSameTakeNoMemory() {
        SharedMatrix<Integer> matrix = SharedMatrix.make(pool, 1_000_000, 1_000_000, 7);
        matrix.set(999_999, 999_999, 8);
        assertEquals(List.of(7, 7, 8), List.of(matrix.get(0, 0), matrix.get(999_999, 999_998), matrix.get(999_999, 999_999)));
    }

    @Test
    void elementsAreReadInThreeWays() {
        SharedMatrix<Field> matrix = SharedMatrix.make(pool, 2, 2, null);
        matrix.set(1, 0, new Field("rook", 3));
        assertNull(matrix.get(0, 0));
        assertEquals(3, matrix.<FieldView, Integer>with(1, 0, FieldView.class, FieldView::moves));
        FieldView view = matrix.view(1, 0, FieldView.class);
        view.moves(4);
        assertEquals(new Field("rook", 4), matrix.get(1, 0));
        assertEquals(4, matrix.view(FieldView.class).get(1).get(0).moves());
        matrix.set(1, 0, (Field) null);
        matrix.heap().gc();
        assertThrows(StaleValueException.class, view::moves);
    }

    @Test
    void elementsAreChangedInOneStep() {
        SharedMatrix<Integer> matrix = SharedMatrix.make(pool, 40, 40, 1);
        assertEquals(1, matrix.getAndSet(39, 0, 2));
        assertEquals(2, matrix.getAndUpdate(39, 0, n -> n + 1));
        assertEquals(4, matrix.updateAndGet(39, 0, n -> n + 1));
        assertFalse(matrix.compareAndSet(39, 0, 3, 0));
        assertTrue(matrix.compareAndSet(39, 0, 4, 0));
        assertEquals(List.of(1, 0, 1), List.of(matrix.get(38, 39), matrix.get(39, 0), matrix.get(39, 1)));
    }

    @Test
    void aRowIsAListThatEndsWhereTheRowDoes() {
        SharedMatrix<Integer> matrix = SharedMatrix.init(pool, 3, 4, (row, column) -> (int) (row * 10 + column));
        List<Integer> first = matrix.row(0);
        assertEquals(4, first.size());
        assertThrows(IndexOutOfBoundsException.class, () -> first.get(4));
        assertThrows(IndexOutOfBoundsException.class, () -> first.set(4, 0));
        first.sort(Comparator.reverseOrder());
        assertEquals(List.of(List.of(3, 2, 1, 0), List.of(10, 11, 12, 13), List.of(20, 21, 22, 23)), matrix.asLists());
        matrix.row(2).set(3, 99);
        assertEquals(99, matrix.get(2, 3));
    }

    @Test
    void aPlaceOutsideIsRefusedWithTheSize() {
        SharedMatrix<Integer> matrix = SharedMatrix.make(pool, 2, 3, 0);
        for (long[] place : new long[][] {{-1, 0}, {2, 0}, {0, -1}, {0, 3}, {Long.MAX_VALUE, Long.MAX_VALUE}}) {
            String message = "row=" + place[0] + ", column=" + place[1] + ": allowed are rows 0 to 1 and columns 0 to 2";
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(place[0], place[1])));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> matrix.set(place[0], place[1], 1)));
        }
        assertMessage("row=2: allowed are 0 to 1", assertThrows(IndexOutOfBoundsException.class, () -> matrix.row(2)));
        assertMessage("rows=-1", assertThrows(IllegalArgumentException.class, () -> SharedMatrix.make(pool, -1, 2, 0)));
        assertMessage("rows * columns", assertThrows(IllegalArgumentException.class, () -> SharedMatrix.make(pool, 1L << 40, 1L << 40, 0)));
        assertThrows(NotShareableException.class, () -> SharedMatrix.make(pool, "bad", 2, 2, new Thread()));
        assertEquals(Optional.empty(), SharedMatrix.find(pool, "bad"));
    }

    @Test
    void itHasAHeaderAndIsFoundByNameAndDescriptorAndInAValue() {
        SharedMatrix<Integer> matrix = SharedMatrix.make(pool, "board", 2, 2, 0, new Field("king", 1));
        matrix.header(FieldView.class).moves(5);
        assertEquals(new Field("king", 5), matrix.header(Field.class));
        assertEquals(5, matrix.<FieldView, Integer>withHeader(FieldView.class, FieldView::moves));
        matrix.setHeader(List.of(1));
        assertEquals(Arrays.asList(1), matrix.header(List.class));
        assertEquals(Optional.of(matrix), SharedMatrix.find(pool, "board"));
        assertEquals(matrix, SharedMatrix.of(pool, matrix.descriptor()));
        assertEquals(matrix, Descriptors.resolve(matrix.descriptor()));
        assertEquals(matrix.dim(), SharedArray.create(pool, List.of(matrix)).get(0).dim());
        assertEquals(Optional.empty(), SharedArray.find(pool, "board"));
        assertEquals("SharedMatrix(board, 2 × 2)", matrix.toString());
        matrix.destroy();
        assertMessage("destroyed", assertThrows(IllegalStateException.class, () -> matrix.get(0, 0)));
        assertEquals(Optional.empty(), SharedMatrix.find(pool, "board"));
    }
}
