package dev.gatehouse.audit;

import java.util.Optional;

/**
 * The result of verifying the trail.
 *
 * @param discrepancy the first one; empty if the trail is intact
 * @param entries how many were verified
 * @param head the position of the newest entry
 */
public record VerificationResult(Optional<Discrepancy> discrepancy, long entries, ChainHead head) {}
