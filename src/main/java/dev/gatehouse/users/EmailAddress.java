package dev.gatehouse.users;

import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 5321 e-mail address, unquoted, at most 254 characters, with a dot in the domain, whose
 * last label is not all digits.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@TextFormat(format = "email", maxLength = 254)
@Example("ann@example.com")
@Constraint(validatedBy = EmailAddress.Validator.class)
public @interface EmailAddress {
  String message() default "must be an e-mail address";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** The form in which addresses are stored and compared. */
  final class Normal {
    /** Far more than any address has; the rest of a text is not processed. */
    private static final int MOST_CHARACTERS = 1024;

    private Normal() {}

    /**
     * Trims, converts to lower case and the domain to A-labels. An invalid address is left as it
     * is, for validation to report; one far too long is cut off.
     */
    @SuppressWarnings("NullAway") // a missing value stays null
    public static String of(@Nullable String address) {
      return address == null ? null : withoutUnicode(lowerCase(cut(TextRules.trimmed(address))));
    }

    private static String cut(String text) {
      if (text.length() <= MOST_CHARACTERS) {
        return text;
      }
      boolean splitsPair = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
      return text.substring(0, splitsPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }

    private static String withoutUnicode(String address) {
      int at = address.indexOf('@');
      if (at < 0
          || address.length() > Validator.MOST_CHARACTERS
          || InternationalDomain.isAscii(address)) {
        return address;
      }
      return InternationalDomain.toAscii(address.substring(at + 1))
          .map(domain -> address.substring(0, at + 1) + domain)
          .orElse(address);
    }

    /** ASCII only: a non-ASCII letter's lower case can be an ASCII letter. */
    private static String lowerCase(String address) {
      StringBuilder lower = new StringBuilder(address.length());
      address
          .chars()
          .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
          .forEach(c -> lower.append((char) c));
      return lower.toString();
    }
  }

  /** Validates addresses in normal form. */
  final class Validator implements ConstraintValidator<EmailAddress, String> {
    static final int MOST_CHARACTERS = 254;
    private static final String LOCAL =
        "(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SYNTAX =
        Pattern.compile(LOCAL + "(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

    /** An address whose domain has non-ASCII characters. */
    private static final Pattern UNCONVERTED = Pattern.compile(LOCAL + "[^@]+");

    private static final String ASKS_FOR_A_LABEL =
        "must have the A-label (xn--...) in place of a domain label that IDNA2003 and IDNA2008"
            + " read differently or do not allow, as with sharp s, final sigma or a joiner";
    private static final String ASKS_FOR_SOUND_A_LABELS =
        "must not have a domain label that begins with xn-- and is no A-label";

    @Override
    public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
      if (address == null) {
        return true;
      }
      if (address.length() > MOST_CHARACTERS) {
        return false;
      }
      String domain = address.substring(address.indexOf('@') + 1);
      if (!InternationalDomain.isAscii(domain)) {
        return UNCONVERTED.matcher(address).matches() && refused(context, ASKS_FOR_A_LABEL);
      }
      if (!SYNTAX.matcher(address).matches()) {
        return false;
      }
      return InternationalDomain.hasValidLabels(domain)
          || refused(context, ASKS_FOR_SOUND_A_LABELS);
    }

    private static boolean refused(ConstraintValidatorContext context, String message) {
      context.disableDefaultConstraintViolation();
      context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
      return false;
    }
  }
}
