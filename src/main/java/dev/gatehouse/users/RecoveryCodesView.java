package dev.gatehouse.users;

import dev.gatehouse.platform.openapi.Example;
import java.util.List;

/** The recovery codes, which are shown only once. */
record RecoveryCodesView(@Example("[\"k7f2-9qxw-3mtd\"]") List<String> recoveryCodes) {}
