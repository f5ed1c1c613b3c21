package dev.gatehouse.platform.search;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Bounds the length of a text to search for, once it is folded. Null is valid. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint(validatedBy = SearchTerm.Check.class)
public @interface SearchTerm {
  /** How long it may be with its combining marks. */
  int MAX_AS_SENT = 4096;

  String message() default "must have 1 to 100 characters, not counting combining marks";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Check implements ConstraintValidator<SearchTerm, String> {
    private static final int MAX = 100;

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      String folded = SearchText.fold(text);
      return !folded.isEmpty() && folded.codePointCount(0, folded.length()) <= MAX;
    }
  }
}
