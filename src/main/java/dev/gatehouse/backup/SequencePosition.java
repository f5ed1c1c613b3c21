package dev.gatehouse.backup;

/**
 * Where a sequence stands.
 *
 * @param isCalled whether the last value was given out
 */
record SequencePosition(String name, long lastValue, boolean isCalled) {}
