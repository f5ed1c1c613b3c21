package dev.gatehouse.audit;

import java.util.Optional;

/**
 * What verifying the trail has shown.
 *
 * @param fault the first one; empty if all is well
 * @param entries how many were looked at
 * @param head the newest link
 */
public record VerificationResult(Optional<Discrepancy> discrepancy, long entries, ChainHead head) {}
