package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.config.Quota;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/**
 * Settings of the limits.
 *
 * @param enabled whether limits apply at all
 * @param signInPerNetwork wrong sign-ins of one account from one network
 * @param signInPerAccount wrong sign-ins of one account from everywhere
 * @param signInPerAddress wrong sign-ins from one client address
 * @param signUpPerAddress sign-ups from one client address
 * @param mailPerMailbox mails with a link to one address
 * @param noticePerMailbox notices of one kind to one address
 * @param mailCallPerAddress calls that ask for such a mail from one client address
 * @param mfaPerAccount wrong codes of the second factor of one account
 * @param apiKeyPerAddress refused API keys from one client address
 * @param mfaPerToken wrong codes that end an mfa_token
 * @param mfaInARow wrong codes in a row that close an account's second factor
 */
public record LimitsConfig(
    Boolean enabled,
    Quota signInPerNetwork,
    Quota signInPerAccount,
    Quota signInPerAddress,
    Quota signUpPerAddress,
    Quota mailPerMailbox,
    Quota noticePerMailbox,
    Quota mailCallPerAddress,
    Quota mfaPerAccount,
    Quota apiKeyPerAddress,
    @Range(min = 1, max = 1000, message = "must be 1 to 1000") Integer mfaPerToken,
    @Range(min = 1, max = 100_000, message = "must be 1 to 100000") Integer mfaInARow) {
  public LimitsConfig {
    enabled = enabled == null ? true : enabled;
    signInPerNetwork = signInPerNetwork == null ? perQuarterHour(10) : signInPerNetwork;
    signInPerAccount = signInPerAccount == null ? perQuarterHour(100) : signInPerAccount;
    signInPerAddress = signInPerAddress == null ? perQuarterHour(100) : signInPerAddress;
    signUpPerAddress =
        signUpPerAddress == null ? new Quota(60, Duration.ofMinutes(1)) : signUpPerAddress;
    mailPerMailbox = mailPerMailbox == null ? new Quota(5, Duration.ofHours(1)) : mailPerMailbox;
    noticePerMailbox =
        noticePerMailbox == null ? new Quota(20, Duration.ofHours(1)) : noticePerMailbox;
    mailCallPerAddress =
        mailCallPerAddress == null ? new Quota(60, Duration.ofMinutes(1)) : mailCallPerAddress;
    mfaPerAccount = mfaPerAccount == null ? perQuarterHour(10) : mfaPerAccount;
    apiKeyPerAddress = apiKeyPerAddress == null ? perQuarterHour(100) : apiKeyPerAddress;
    mfaPerToken = mfaPerToken == null ? 5 : mfaPerToken;
    mfaInARow = mfaInARow == null ? 100 : mfaInARow;
  }

  /** {@link #mfaPerToken}, or unlimited if limits are off. */
  public int wrongCodesPerToken() {
    return enabled ? mfaPerToken : Integer.MAX_VALUE;
  }

  /** {@link #mfaInARow}, or unlimited if limits are off. */
  public int wrongCodesInARow() {
    return enabled ? mfaInARow : Integer.MAX_VALUE;
  }

  Quota of(Limit limit) {
    return switch (limit) {
      case SIGN_IN_PER_NETWORK -> signInPerNetwork;
      case SIGN_IN_PER_ACCOUNT -> signInPerAccount;
      case SIGN_IN_PER_ADDRESS -> signInPerAddress;
      case SIGN_UP_PER_ADDRESS -> signUpPerAddress;
      case MAIL_PER_MAILBOX -> mailPerMailbox;
      case NOTICE_PER_MAILBOX -> noticePerMailbox;
      case MAIL_CALL_PER_ADDRESS -> mailCallPerAddress;
      case MFA_PER_ACCOUNT -> mfaPerAccount;
      case API_KEY_PER_ADDRESS -> apiKeyPerAddress;
    };
  }

  private static Quota perQuarterHour(int count) {
    return new Quota(count, Duration.ofMinutes(15));
  }
}
