package dev.gatehouse.users;

import dev.gatehouse.platform.binding.Texts;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Written;
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
 * A text that is an e-mail address as RFC 5321 has it, unquoted, with a dot in its domain and at
 * most 254 characters.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Written(format = "email", maxLength = 254)
@Example("ann@example.com")
@Constraint(validatedBy = EmailAddress.Validator.class)
public @interface EmailAddress {
  String message() default "must be an e-mail address";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** The form in which addresses are stored and compared: trimmed, in lower case. */
  final class Normal {
    /** Far more than an address has in whatever form; no more of a text is worked on. */
    private static final int MOST_CHARACTERS = 1024;

    private Normal() {}

    /** What is too long to be an address is cut off, and still too long to be one. */
    @SuppressWarnings("NullAway") // a missing value stays missing, for the constraints to find
    public static String of(@Nullable String address) {
      if (address == null) {
        return null;
      }
      String trimmed = Texts.trimmed(address);
      return trimmed.length() > MOST_CHARACTERS
          ? trimmed.substring(0, MOST_CHARACTERS)
          : lowerCase(trimmed);
    }

    /** ASCII alone: in other scripts a letter's lower case can be an ASCII letter. */
    private static String lowerCase(String address) {
      StringBuilder lower = new StringBuilder(address.length());
      address
          .chars()
          .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
          .forEach(c -> lower.append((char) c));
      return lower.toString();
    }
  }

  /** Judges addresses in normal form. */
  final class Validator implements ConstraintValidator<EmailAddress, String> {
    private static final int MOST_CHARACTERS = 254;
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SYNTAX =
        Pattern.compile(
            "(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+" + LABEL);

    @Override
    public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
      return address == null
          || (address.length() <= MOST_CHARACTERS && SYNTAX.matcher(address).matches());
    }
  }
}
