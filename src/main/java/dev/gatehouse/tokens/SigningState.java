package dev.gatehouse.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is true of all signing keys together.
 *
 * @param version grows with each change that nodes must know of
 * @param asymmetricSince when an algorithm other than HS256 first signed
 * @param refusesHs256 whether HS256 is refused from then on
 */
public record SigningState(long version, @Nullable Instant asymmetricSince, boolean refusesHs256) {}
