package dev.gatehouse.audit;

import java.util.Optional;

/**
 * The result of verifying the trail.
 *
 * @param discrepancy the first one; empty if the trail is intact
 * @param entries how many were verified
 * @param head the position of the newest entry
 * @param sealed the last entry that was sealed under a key which was replaced; those up to it are
 *     as they were when it was
 */
public record VerificationResult(
    Optional<Discrepancy> discrepancy, long entries, ChainHead head, Optional<ChainHead> sealed) {}
