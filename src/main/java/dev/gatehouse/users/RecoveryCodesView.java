package dev.gatehouse.users;

import java.util.List;

/** The recovery codes, which are shown this once. */
record RecoveryCodesView(List<String> recoveryCodes) {}
