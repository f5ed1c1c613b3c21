package dev.gatehouse.ratelimit;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Somebody who is about to give a password.
 *
 * @param account the address given, in normal form, whether or not anybody has it
 * @param userId whose address it is
 * @param client where from
 */
public record SignInTry(String account, Optional<Long> userId, InetAddress client) {}
