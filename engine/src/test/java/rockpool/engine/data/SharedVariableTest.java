package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedVariableTest {

    record Address(String host, int port) {}

    private static final Address FIRST = new Address("localhost", 8080);
    private static final Address SECOND = new Address("localhost", 8081);
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private SimulatedProcesses processes;
    private Pool pool;
    private Pool other;

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(8 << 20);
        pool = processes.start();
        other = processes.start();
    }

    @AfterEach
    void close() {
        Pool one = processes.alive().getFirst();
        one.recoverDead();
        assertEquals(List.of(), PoolVerifier.verify(one));
        assertEquals(List.of(), HeapVerifier.verify(one));
        processes.close();
    }

    private SharedVariable<Address> found() {
        return SharedVariable.find(other, "address", Address.class).orElseThrow();
    }

    @Test
    void eachValueThatIsSetHasAGreaterVersion() throws InterruptedException {
        SharedVariable<Address> address = SharedVariable.create(pool, "address");
        assertNull(address.get());
        assertEquals(0, found().version());
        assertEquals(1, address.set(FIRST));
        assertEquals(FIRST, found().get());
        assertEquals(2, found().set(SECOND));
        assertEquals(SECOND, address.get());
        assertEquals(2, address.version());
        assertEquals(SECOND, address.await());
        assertEquals(SECOND, address.await(1, NOT_AT_ALL));
        assertNull(address.await(2, NOT_AT_ALL));
    }

    @Test
    void aValueIsReplacedIfItIsTheOneThatWasSeen() {
        SharedVariable<Address> address = SharedVariable.create(pool, "address");
        assertTrue(address.compareAndSet(0, FIRST));
        assertFalse(found().compareAndSet(0, SECOND));
        assertEquals(FIRST, found().get());
        assertTrue(found().compareAndSet(1, SECOND));
        assertEquals(SECOND, address.get());
    }

    @Test
    void oneOfANameIsMadeOnceAndOthersFindIt() {
        SharedVariable<Address> address = SharedVariable.findOrCreate(pool, "address");
        assertEquals(address.descriptor(), SharedVariable.findOrCreate(other, "address").descriptor());
        assertThrows(IllegalArgumentException.class, () -> SharedVariable.create(other, "address"));
        Ref.create(pool, "ref", 1);
        assertThrows(IllegalArgumentException.class, () -> SharedVariable.findOrCreate(other, "ref"));
        assertEquals(Optional.empty(), SharedVariable.find(other, "ref"));
        assertEquals(Optional.empty(), SharedVariable.find(other, "nothing"));
    }

    @Test
    void aHandleTravelsAndADescriptorLeadsToTheSame() {
        SharedVariable<Address> address = SharedVariable.create(pool);
        address.set(FIRST);
        assertEquals(FIRST, ((SharedVariable<?>) Descriptors.resolve(other, address.descriptor())).get());
        assertEquals(FIRST, SharedVariable.of(other, address.descriptor()).get());
        Ref.create(pool, "holder", address);
        SharedVariable<?> held = Ref.<SharedVariable<?>>find(other, "holder").orElseThrow().get();
        assertEquals(FIRST, held.get());
        assertEquals(held, SharedVariable.of(other, address.descriptor()));
    }

    @Test
    void whatCannotBeAValueIsRefusedAndTheOldOneStays() {
        SharedVariable<Object> any = SharedVariable.create(pool, "address");
        any.set(FIRST);
        assertThrows(IllegalArgumentException.class, () -> any.set(null));
        assertThrows(NotShareableException.class, () -> any.set(Thread.currentThread()));
        assertEquals(FIRST, any.get());
        assertEquals(1, any.version());
        any.set("a text");
        assertThrows(TypeMismatchException.class, found()::get);
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofDays(1000))) {
            var e = assertThrows(IllegalArgumentException.class, () -> SharedVariable.create(pool, "x", VariableAccess.SHARED, timeout));
            assertTrue(e.getMessage().startsWith("timeout=" + timeout), e.getMessage());
        }
    }

    @Test
    void whatIsRemovedSaysSoAndItsNameIsFree() {
        SharedVariable<Address> address = SharedVariable.create(pool, "address");
        SharedVariable<Address> theirs = found();
        VersionedValue<Address> seen = theirs.versioned();
        assertEquals("SharedVariable(address, version 0: null)", theirs.toString());
        address.set(FIRST);
        assertEquals("SharedVariable(address, version 1: " + FIRST + ")", theirs.toString());
        assertTrue(theirs.destroy());
        assertFalse(address.destroy());
        assertThrows(IllegalStateException.class, address::get);
        assertThrows(IllegalStateException.class, address::version);
        assertThrows(IllegalStateException.class, address::await);
        assertThrows(IllegalStateException.class, seen::update);
        assertThrows(IllegalStateException.class, () -> address.set(SECOND));
        assertThrows(IllegalStateException.class, () -> address.computeIfAbsent(() -> SECOND));
        assertEquals("SharedVariable(destroyed)", address.toString());
        assertEquals(Optional.empty(), SharedVariable.find(pool, "address"));
        assertNull(SharedVariable.create(pool, "address").get());
    }

    @Test
    void itIsShownFromOutside() {
        SharedVariable.create(pool, "address").set(FIRST);
        StructureImage image = StructureImage.find(other, "address").orElseThrow();
        assertEquals("SharedVariable", image.type());
        StructurePage page = image.page(Excerpt.BEGINNING);
        assertEquals("version 1", page.size());
        assertEquals(List.of(List.of(FIRST.toString())), page.rows());
        assertEquals(List.of(), page.damage());
    }

    @Test
    void aCopyIsMadeOnlyOfANewerValue() {
        SharedVariable<Address> address = SharedVariable.create(pool, "address");
        VersionedValue<Address> seen = found().versioned();
        assertNull(seen.get());
        assertFalse(seen.update());
        address.set(FIRST);
        assertEquals(0, seen.version());
        assertTrue(seen.update());
        Address first = seen.get();
        assertEquals(FIRST, first);
        assertEquals(1, seen.version());
        assertFalse(seen.update());
        assertSame(first, seen.get());
        assertNotSame(address.get(), address.get());
        address.set(SECOND);
        assertFalse(seen.trySet(FIRST));
        assertEquals(SECOND, seen.get());
        assertTrue(seen.trySet(FIRST));
        assertEquals(FIRST, address.get());
        assertEquals("version 3: " + FIRST, seen.toString());
    }

    @Test
    void oneThatIsOwnedIsRemovedByItsOwnerAlone() {
        SharedVariable<Address> address = SharedVariable.create(pool, "address", VariableAccess.OWNED, null);
        found().set(FIRST);
        assertEquals(FIRST, address.get());
        var e = assertThrows(NotOwnerException.class, () -> found().destroy());
        String owner = "only its owner, process " + ProcessHandle.current().pid();
        assertTrue(e.getMessage().startsWith("variable=address: " + owner), e.getMessage());
        assertTrue(address.destroy());
    }

    @Test
    void oneThatIsReadOnlyIsSetByItsOwnerAlone() throws InterruptedException {
        SharedVariable<Address> address = SharedVariable.create(pool, "address", VariableAccess.READ_ONLY, null);
        assertThrows(NotOwnerException.class, () -> found().set(FIRST));
        assertThrows(NotOwnerException.class, () -> found().compareAndSet(0, FIRST));
        assertThrows(NotOwnerException.class, () -> found().computeIfAbsent(() -> FIRST));
        assertNull(address.get());
        address.set(FIRST);
        assertEquals(FIRST, found().get());
        assertEquals(FIRST, found().computeIfAbsent(() -> SECOND));
    }

    @Test
    void oneThatIsOwnedGoesWithItsOwner() {
        SharedVariable<Address> address = SharedVariable.create(pool, "address", VariableAccess.OWNED, null);
        SharedVariable.create(pool, "another", VariableAccess.READ_ONLY, null);
        address.set(FIRST);
        SharedVariable<Address> theirs = found();
        processes.kill(pool);
        assertEquals(FIRST, theirs.get());
        assertThrows(IllegalStateException.class, () -> theirs.set(SECOND));
        assertThrows(IllegalStateException.class, theirs::get);
        assertEquals(Optional.empty(), SharedVariable.find(other, "address"));
        assertNull(SharedVariable.create(other, "another").get());
    }

    @Test
    void oneWhoseOwnerWasCleanedUpAfterIsNotReadEither() {
        SharedVariable.create(pool, "address", VariableAccess.OWNED, null).set(FIRST);
        SharedVariable<Address> theirs = found();
        processes.kill(pool);
        other.recoverDead();
        var e = assertThrows(IllegalStateException.class, theirs::get);
        assertTrue(e.getMessage().contains("has ended"), e.getMessage());
        assertEquals(Optional.empty(), SharedVariable.find(other, "address"));
    }
}
