package dev.gatehouse.platform.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.IdList;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.binding.SnakeCase;
import dev.gatehouse.platform.routing.Form;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schemas of requests: the members of records as bound, with their constraints. */
final class RequestSchemas {
  private final Validator validator = RecordValidation.validator();
  private final SchemaNames names;
  private final Map<String, Schema<?>> components;

  RequestSchemas(SchemaNames names, Map<String, Schema<?>> components) {
    this.names = names;
    this.components = components;
  }

  /** A reference to the type's component, which is created if necessary. */
  Schema<Object> of(Class<?> type) {
    String name = nameOf(type);
    if (names.take(name, type)) {
      components.put(name, object(type));
    }
    return Schemas.reference(name);
  }

  /**
   * Names the record {@code NewX} {@code XForm}, because generated Go code has a function {@code
   * NewX}.
   */
  private static String nameOf(Class<?> type) {
    String name = type.getSimpleName();
    return name.startsWith("New") ? name.substring("New".length()) + "Form" : name;
  }

  private Schema<Object> object(Class<?> type) {
    Schema<Object> schema = Schemas.object();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = SnakeCase.of(component.getName());
      Schema<Object> value = member(component);
      boolean isNotNull = constraintsOf(component).stream().anyMatch(RequestSchemas::isNotNull);
      boolean isPatched = patchedBy(component) != null;
      if (!isPatched && isNotNull) {
        required.add(name);
      }
      // clients that are generated for a list which cannot be null send an empty one
      boolean mayBeNull = !isNotNull && (isPatched || component.getType() == List.class);
      schema.addProperty(name, mayBeNull ? Schemas.orNull(value) : value);
    }
    Examples.put(schema, type.getAnnotation(Example.class));
    schema.setRequired(required.isEmpty() ? null : required);
    // unknown fields of a form are ignored (RFC 6749, section 3.2)
    schema.setAdditionalProperties(type.isAnnotationPresent(Form.class) ? null : false);
    return schema;
  }

  /** The value of a component, or of a patch, with its constraints. */
  Schema<Object> member(RecordComponent component) {
    Class<?> patched = patchedBy(component);
    Schema<Object> value = value(patched == null ? component.getType() : patched);
    constraintsOf(component).forEach(constraint -> constrain(value, constraint));
    TextFormat textFormat = component.getAnnotation(TextFormat.class);
    if (textFormat != null) {
      write(value, textFormat);
    }
    Examples.put(value, component.getAnnotation(Example.class));
    return value;
  }

  private Schema<Object> value(Class<?> type) {
    if (type.isEnum()) {
      Schema<Object> schema = Schemas.of("string");
      schema.setEnum(
          Arrays.stream((Enum<?>[]) type.getEnumConstants())
              .<Object>map(constant -> constant.name().toLowerCase(Locale.ROOT))
              .toList());
      return schema;
    }
    if (type == String.class) {
      return Schemas.of("string");
    }
    if (type == Long.class) {
      return Schemas.of("integer", "int64");
    }
    if (type == Integer.class) {
      return Schemas.of("integer", "int32");
    }
    if (type == Boolean.class) {
      return Schemas.of("boolean");
    }
    if (type == Instant.class) {
      return Schemas.of("string", "date-time");
    }
    if (type == List.class) {
      return Schemas.list(Schemas.of("string"));
    }
    if (type == IdList.class) {
      return idList();
    }
    if (type == ObjectNode.class) {
      Schema<Object> object = Schemas.object();
      object.setAdditionalProperties(true);
      return object;
    }
    if (type.isRecord()) {
      return of(type);
    }
    throw new IllegalStateException(
        "A request cannot have a component of the "
            + type
            + "; use String, Integer, Long, Boolean, Instant, IdList, ObjectNode, a List of String,"
            + " an enum or a record");
  }

  private static Schema<Object> idList() {
    Schema<Object> id = Schemas.of("integer", "int64");
    id.setMinimum(BigDecimal.ONE);
    Schema<Object> list = Schemas.list(id);
    list.setMinItems(1);
    list.setMaxItems(IdList.MAX_IDS);
    return list;
  }

  private static @Nullable Class<?> patchedBy(RecordComponent component) {
    if (component.getType() == Patch.class
        && component.getGenericType() instanceof ParameterizedType type) {
      Type patched = type.getActualTypeArguments()[0];
      return (Class<?>) (patched instanceof ParameterizedType list ? list.getRawType() : patched);
    }
    return null;
  }

  /** The constraints of the component, and of the value of a patch. */
  private List<ConstraintDescriptor<?>> constraintsOf(RecordComponent component) {
    PropertyDescriptor property =
        validator
            .getConstraintsForClass(component.getDeclaringRecord())
            .getConstraintsForProperty(component.getName());
    if (property == null) {
      return List.of();
    }
    return Stream.concat(
            property.getConstraintDescriptors().stream(),
            property.getConstrainedContainerElementTypes().stream()
                .flatMap(held -> held.getConstraintDescriptors().stream()))
        .sorted(
            Comparator.comparing(
                constraint -> constraint.getAnnotation().annotationType().getName()))
        .<ConstraintDescriptor<?>>map(constraint -> constraint)
        .toList();
  }

  private static boolean isNotNull(ConstraintDescriptor<?> constraint) {
    return constraint.getAnnotation() instanceof NotNull;
  }

  private static void constrain(Schema<Object> schema, ConstraintDescriptor<?> constraint) {
    Annotation annotation = constraint.getAnnotation();
    if (annotation instanceof NotNull) {
      return;
    }
    if (annotation instanceof CodePoints bounds) {
      lengths(schema, bounds.min(), bounds.max());
    } else if (annotation instanceof Size bounds && schema.getItems() != null) {
      schema.setMaxItems(bounds.max());
    } else if (annotation instanceof Size bounds) {
      lengths(schema, bounds.min(), bounds.max());
    } else if (annotation instanceof Min bound) {
      schema.setMinimum(BigDecimal.valueOf(bound.value()));
    } else if (annotation instanceof Max bound) {
      schema.setMaximum(BigDecimal.valueOf(bound.value()));
    } else {
      if (annotation instanceof Pattern pattern) {
        schema.setPattern("^(?:" + pattern.regexp() + ")$");
      }
      Schemas.describe(schema, constraint.getMessageTemplate());
    }
    hints(schema, annotation.annotationType());
    Set<ConstraintDescriptor<?>> parts = constraint.getComposingConstraints();
    // a composed constraint's own description covers its parts
    String said = schema.getDescription();
    parts.forEach(part -> constrain(schema, part));
    if (said != null) {
      schema.setDescription(said);
    }
  }

  private static void lengths(Schema<Object> schema, int min, int max) {
    schema.setMinLength(min == 0 ? null : min);
    schema.setMaxLength(max == Integer.MAX_VALUE ? null : max);
  }

  private static void hints(Schema<Object> schema, Class<? extends Annotation> constraint) {
    TextFormat textFormat = constraint.getAnnotation(TextFormat.class);
    if (textFormat != null) {
      write(schema, textFormat);
    }
    Examples.put(schema, constraint.getAnnotation(Example.class));
  }

  static void write(Schema<Object> schema, TextFormat textFormat) {
    given(textFormat.format(), schema::setFormat);
    given(textFormat.pattern(), schema::setPattern);
    if (textFormat.maxLength() > 0) {
      schema.setMaxLength(textFormat.maxLength());
    }
  }

  private static void given(String text, Consumer<String> setter) {
    if (!text.isEmpty()) {
      setter.accept(text);
    }
  }
}
