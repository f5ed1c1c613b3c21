/**
 * The credential row by user id, its hashing and what a good password is. It hides hash schemes and
 * the bulkhead they run in. It stands on the platform, and on what limits call a network.
 */
@NullMarked
package dev.gatehouse.passwords;

import org.jspecify.annotations.NullMarked;
