package rockpool.engine.heap;

import rockpool.engine.pool.TypeTable;

/// The type table of a pool, as [Types] sees it.
record PoolTable(String place, TypeTable types) implements Types.Table {

    @Override
    public int count() {
        return types.count();
    }

    @Override
    public byte[] get(int id) {
        return types.get(id);
    }

    @Override
    public int add(byte[] description) {
        return types.add(description);
    }
}
