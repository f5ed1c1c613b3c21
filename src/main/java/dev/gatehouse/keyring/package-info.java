/**
 * The root keys of all derived keys. Hides how they are stored, and that earlier releases derived
 * from the secret. Depends on the platform and the audit trail.
 */
@NullMarked
package dev.gatehouse.keyring;

import org.jspecify.annotations.NullMarked;
