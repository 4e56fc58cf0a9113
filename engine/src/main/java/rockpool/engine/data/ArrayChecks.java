package rockpool.engine.data;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.Problems;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// Checks what must hold of the primitive arrays of a pool while nobody makes or destroys one. It only reads.
///
/// - A slot is free, or an array whose kind and shape can be and whose elements lie in a block or run of that size that no other slot
/// names.
/// - What no slot names is not taken: no bit, no run, no unit without a taken block.
/// - A name of an array leads to one that is not destroyed.
public final class ArrayChecks {

    private final MappedPool pool;
    private final Problems problems;
    private final Map<Integer, BitSet> blocks = new HashMap<>();
    private final Set<Integer> runs = new HashSet<>();
    private final Set<Place> live = new HashSet<>();

    private record Place(long offset, long incarnation) {}

    private ArrayChecks(MappedPool pool, Problems problems) {
        this.pool = pool;
        this.problems = problems;
    }

    public static void verify(MappedPool pool, Problems problems) {
        ArrayChecks checks = new ArrayChecks(pool, problems);
        problems.guarded("arrays", () -> ArraySlots.forEach(pool, checks::slot));
        problems.guarded("memory of arrays", checks::memory);
        problems.guarded("names of arrays", checks::names);
    }

    private void slot(long slot) {
        long word = ArrayLayout.wordAt(pool.position() + slot);
        String place = "array at " + slot;
        if (word == ArrayLayout.FREE || !problems.require(ArrayLayout.isThere(word), place, "free, or an array", hex(word))) {
            return;
        }
        if (ArrayLayout.state(word) == ArrayLayout.LIVE) {
            live.add(new Place(slot, ArrayLayout.incarnation(word)));
        }
        ArrayInfo info = ArrayInfo.at(pool, slot);
        if (problems.require(info != null, place, "a kind, a shape and elements", "something else")) {
            elements(place + ", elements", info);
        }
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    private void elements(String place, ArrayInfo info) {
        int unit = pool.units().unitAt(info.data());
        long word = pool.units().word(unit);
        int owner = Units.ownerOf(word);
        boolean fits = Units.classOf(word) == UnitClass.ARRAY_DATA && ArrayMemory.isPossible(owner) && ArrayMemory.fits(info.bytes(), owner);
        if (!problems.require(fits, place, "memory for " + info.bytes() + " bytes", "unit " + unit + ", word " + hex(word))) {
            return;
        }
        long inUnit = info.data() - pool.units().offset(unit);
        if (ArrayMemory.isRun(owner)) {
            boolean whole = inUnit == 0 && (long) pool.units().runLength(unit) << PoolLayout.UNIT_SHIFT == info.taken();
            problems.require(whole && runs.add(unit), place, "a run of their own of " + info.taken() + " bytes", "unit " + unit);
        } else {
            int block = ArrayMemory.blockAt(inUnit, owner);
            BitSet named = blocks.computeIfAbsent(unit, fresh -> new BitSet());
            problems.require(block >= 0 && !named.get(block), place, "a block of their own", "offset " + info.data());
            named.set(Math.max(block, 0));
        }
    }

    private void memory() {
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            long word = pool.units().word(unit);
            if (Units.classOf(word) == UnitClass.ARRAY_DATA) {
                memory(unit, Units.ownerOf(word));
            }
        }
    }

    private void memory(int unit, int owner) {
        String place = "unit " + unit + " of arrays";
        if (!problems.require(ArrayMemory.isPossible(owner), place, "a size of blocks", owner)) {
            return;
        }
        if (ArrayMemory.isRun(owner)) {
            problems.require(runs.contains(unit), place, "named by an array", "not named");
        } else {
            BitSet named = blocks.getOrDefault(unit, new BitSet());
            problems.require(!named.isEmpty(), place, "an array", "none");
            BitSet taken = ArrayMemory.taken(pool, unit, owner);
            problems.require(taken.equals(named), place, "blocks taken as arrays name them: " + named, taken);
        }
    }

    private void names() {
        for (Names.Entry entry : pool.names().list()) {
            if (entry.kind() == Names.ARRAY) {
                problems.require(live.contains(new Place(entry.offset(), entry.incarnation())), "name " + entry.name(), "an array", entry);
            }
        }
    }
}
