package dev.gatehouse.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Key Set (RFC 7517) of at most 10 public keys, 16 KiB in all. Keys may have members
 * that are not known here, as the RFC demands.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Example(PublicKeys.NONE)
@Constraint(validatedBy = PublicKeys.Validator.class)
@interface PublicKeys {
  /** The set without keys. */
  String NONE = "{\"keys\":[]}";

  String message() default
      "must be a JSON Web Key Set (RFC 7517) of at most 10 public keys of the types RSA, EC and OKP";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Validator implements ConstraintValidator<PublicKeys, ObjectNode> {
    private static final int MOST_KEYS = 10;
    private static final int MOST_BYTES = 16 * 1024;

    /** The members of private and symmetric keys (RFC 7518, section 6). */
    private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** What makes up a public key of each type. */
    private static final Map<String, List<String>> NEEDED =
        Map.of(
            "RSA", List.of("n", "e"), "EC", List.of("crv", "x", "y"), "OKP", List.of("crv", "x"));

    private static final List<String> NUMBERS = List.of("n", "e", "x", "y");

    private static final List<String> TEXTS = List.of("kid", "use", "alg");

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

    @Override
    public boolean isValid(@Nullable ObjectNode set, ConstraintValidatorContext context) {
      if (set == null) {
        return true;
      }
      Optional<String> fault = faultOf(set);
      fault.ifPresent(
          message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
          });
      return fault.isEmpty();
    }

    /** Says what is wrong, without anything that was sent. */
    private static Optional<String> faultOf(ObjectNode set) {
      JsonNode keys = set.path("keys");
      if (!keys.isArray() || set.size() > 1) {
        return Optional.of("must have one member, the array keys");
      }
      if (keys.size() > MOST_KEYS) {
        return Optional.of("must have at most " + MOST_KEYS + " keys");
      }
      for (int i = 0; i < keys.size(); i++) {
        String place = "keys[" + i + "]";
        Optional<String> fault = faultOf(keys.get(i)).map(message -> place + " " + message);
        if (fault.isPresent()) {
          return fault;
        }
      }
      if (TextRules.isLongerThan(MOST_BYTES, set.toString())) {
        return Optional.of("must take at most 16 KiB");
      }
      return haveKeyIdsInCommon(keys)
          ? Optional.of("must not have two keys with one kid")
          : Optional.empty();
    }

    private static Optional<String> faultOf(JsonNode key) {
      if (!key.isObject()) {
        return Optional.of("must be an object");
      }
      for (String name : SECRET) {
        if (key.has(name)) {
          return Optional.of(
              "must be a public key, without the secret member "
                  + name
                  + "; whoever has seen the secret can sign in with it, so make a new key pair");
        }
      }
      List<String> needed = NEEDED.get(key.path("kty").asText());
      if (needed == null) {
        return Optional.of("must be a public key whose kty is RSA, EC or OKP");
      }
      return Stream.concat(
              needed.stream().filter(name -> !isSound(name, key.path(name))),
              TEXTS.stream().filter(name -> key.has(name) && !key.get(name).isTextual()))
          .findFirst()
          .map(
              name ->
                  "must have a "
                      + name
                      + (NUMBERS.contains(name) ? " that is base64url text" : " that is a text"));
    }

    private static boolean isSound(String name, JsonNode value) {
      return value.isTextual()
          && (!NUMBERS.contains(name) || BASE64URL.matcher(value.textValue()).matches());
    }

    private static boolean haveKeyIdsInCommon(JsonNode keys) {
      Set<String> seen = new HashSet<>();
      for (JsonNode key : keys) {
        if (key.has("kid") && !seen.add(key.get("kid").textValue())) {
          return true;
        }
      }
      return false;
    }
  }
}
