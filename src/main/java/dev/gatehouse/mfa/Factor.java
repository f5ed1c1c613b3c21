package dev.gatehouse.mfa;

/**
 * A user's second factor.
 *
 * @param secret the encrypted TOTP secret
 * @param isOn whether it was confirmed with a first code
 * @param isClosed whether it accepts no more codes
 */
@SuppressWarnings("ArrayRecordComponent") // nothing compares factors
public record Factor(byte[] secret, boolean isOn, boolean isClosed) {}
