package dev.gatehouse.mfa;

/**
 * The right first code of a factor that is not on yet.
 *
 * @param factor as it was when the code was judged
 * @param step of the code
 */
public record Confirmation(Factor factor, long step) {}
