package dev.gatehouse.platform.binding;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of one component of a record, resolved once. Checking a valid value allocates
 * nothing, whereas {@link Validator#validateValue} allocates 2 kB. Thread-safe.
 */
public final class ComponentConstraints {
  private final Validator validator;
  private final Class<?> type;
  private final String component;
  private final List<ConstraintDescriptor<?>> descriptors;
  private final List<Check> checks = new ArrayList<>();

  private record Check(Annotation constraint, ConstraintValidator<?, Object> validator) {}

  /**
   * Resolves the constraints.
   *
   * @param isOther selects constraints that the caller checks itself; {@link #find} still finds
   *     them
   */
  public ComponentConstraints(
      Validator validator, RecordComponent component, Predicate<Annotation> isOther) {
    this.validator = validator;
    this.type = component.getDeclaringRecord();
    this.component = component.getName();
    this.descriptors = descriptorsOf(component);
    for (ConstraintDescriptor<?> descriptor : descriptors) {
      if (!isOther.test(descriptor.getAnnotation())) {
        checks.add(new Check(descriptor.getAnnotation(), resolve(descriptor)));
      }
    }
  }

  /** In the order in which they are written, so that the first one violated is always the same. */
  private List<ConstraintDescriptor<?>> descriptorsOf(RecordComponent part) {
    PropertyDescriptor property =
        validator.getConstraintsForClass(type).getConstraintsForProperty(component);
    if (property == null) {
      return List.of();
    }
    List<Annotation> written = Arrays.asList(part.getAnnotatedType().getAnnotations());
    return property.getConstraintDescriptors().stream()
        .sorted(Comparator.comparingInt(found -> written.indexOf(found.getAnnotation())))
        .<ConstraintDescriptor<?>>map(found -> found)
        .toList();
  }

  /** The constraint of this type, if the component has it. */
  public <A extends Annotation> Optional<A> find(Class<A> constraint) {
    return descriptors.stream()
        .map(ConstraintDescriptor::getAnnotation)
        .filter(constraint::isInstance)
        .map(constraint::cast)
        .findFirst();
  }

  /** Says which rule the value breaks, or returns null. */
  public @Nullable String violation(Object value) {
    for (Check check : checks) {
      if (!isValid(check, value)) {
        return message(check, value);
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // only a constraint that builds its own message needs a context
  private static boolean isValid(Check check, Object value) {
    return check.validator.isValid(value, null);
  }

  private String message(Check broken, Object value) {
    return validator.validateValue(type, component, value).stream()
        .filter(found -> found.getConstraintDescriptor().getAnnotation().equals(broken.constraint))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private <A extends Annotation> ConstraintValidator<A, Object> resolve(
      ConstraintDescriptor<A> descriptor) {
    var found = descriptor.getConstraintValidatorClasses();
    if (descriptor.getAnnotation() instanceof NotNull || found.size() != 1) {
      throw new IllegalStateException(
          descriptor.getAnnotation() + " is not supported on " + component + " of " + type);
    }
    try {
      Constructor<? extends ConstraintValidator<A, ?>> constructor =
          found.get(0).getDeclaredConstructor();
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // it validates the type of the component
      ConstraintValidator<A, Object> made =
          (ConstraintValidator<A, Object>) constructor.newInstance();
      made.initialize(descriptor.getAnnotation());
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
