package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import java.util.Optional;

/** A service account that calls. */
record CallingAccount(long id, Optional<Long> keyId, HeldPermissions held)
    implements Caller.ServiceAccount {}
