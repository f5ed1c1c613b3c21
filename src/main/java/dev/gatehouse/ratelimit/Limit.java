package dev.gatehouse.ratelimit;

import java.util.Locale;

/** All limits. The lower-case name is the key in config.yml and the policy name. */
public enum Limit {
  SIGN_IN_PER_NETWORK,
  SIGN_IN_PER_ACCOUNT,
  SIGN_IN_PER_ADDRESS,
  SIGN_UP_PER_ADDRESS,
  MFA_PER_ACCOUNT,
  API_KEY_PER_ADDRESS,
  MAIL_PER_MAILBOX,
  NOTICE_PER_MAILBOX,
  MAIL_CALL_PER_ADDRESS;

  private final String key = name().toLowerCase(Locale.ROOT);

  String key() {
    return key;
  }
}
