package dev.gatehouse.platform.binding;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;
import org.jspecify.annotations.Nullable;

/** Applies constraints on the type argument of a {@link Patch}. An absent member is not checked. */
public final class PatchExtractor implements ValueExtractor<Patch<@ExtractedValue ?>> {
  @Override
  public void extractValues(Patch<?> patch, ValueReceiver receiver) {
    if (patch.present()) {
      receive(receiver, patch.value());
    }
  }

  @SuppressWarnings("NullAway") // the constraints decide about null
  private static void receive(ValueReceiver receiver, @Nullable Object value) {
    receiver.value(null, value);
  }
}
