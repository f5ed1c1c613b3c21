package dev.gatehouse.keyring;

import java.util.List;

/**
 * What nodes must know of the ring besides its keys.
 *
 * @param version grows with each change
 * @param distrusted tells secrets that leaked, as {@link WrappedKey#wrappedUnder} does
 */
public record RingState(long version, List<String> distrusted) {}
