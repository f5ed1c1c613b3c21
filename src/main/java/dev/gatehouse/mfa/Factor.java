package dev.gatehouse.mfa;

/**
 * A user's second factor.
 *
 * @param secret encrypted
 * @param isOn whether a first code has confirmed it
 * @param isClosed whether no code is taken any more
 */
@SuppressWarnings("ArrayRecordComponent") // nothing compares factors
public record Factor(byte[] secret, boolean isOn, boolean isClosed) {}
