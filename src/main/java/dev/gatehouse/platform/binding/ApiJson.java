package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.io.IOException;
import java.time.Instant;

/** Writes responses as JSON: names in snake_case, nulls included, times as {@link UtcTime}. */
public final class ApiJson {
  /** Thread-safe. Public for exports and jobs, which write the same JSON. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new BlackbirdModule())
          .addModule(new SimpleModule().addSerializer(Instant.class, new TimeSerializer()))
          .build();

  private ApiJson() {}

  private static final class TimeSerializer extends StdSerializer<Instant> {
    TimeSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(UtcTime.format(time));
    }
  }
}
