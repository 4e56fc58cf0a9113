package rockpool.engine.pool;

import java.time.Instant;
import java.util.List;

/// Something that happened in a pool.
///
/// @param sequence grows by at least one from event to event
/// @param nanos `System.nanoTime()`, which all processes of a machine share
/// @param at the time of day
/// @param pid the process that says so
/// @param actor the actor that says so, -1 if none
/// @param payload eight numbers, as the kind says; those not given are 0
/// @param text a few words, at most 24 bytes
public record Event(long sequence, EventKind kind, long nanos, Instant at, int pid, int actor, List<Long> payload, String text) {}
