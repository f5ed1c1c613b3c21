package dev.gatehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobJsonTest {
  record Parcel(long userId, @Nullable String note, Instant sentAt, List<String> names) {}

  @Test
  void aPayloadComesBackAsItWas() {
    Parcel parcel =
        new Parcel(7, null, Instant.parse("2026-01-31T09:00:00.123456Z"), List.of("ä", "\n"));

    String json = JobJson.write(parcel);

    assertThat(json).contains("\"user_id\":7", "\"sent_at\":\"2026-01-31T09:00:00.123456Z\"");
    assertThat(JobJson.read(json, Parcel.class)).isEqualTo(parcel);
  }

  @Test
  void fieldsOfANewerReleaseAreIgnored() {
    assertThat(JobJson.read("{\"user_id\":1,\"newer\":{}}", Parcel.class).userId()).isEqualTo(1);
  }

  @Test
  void aPayloadThatCannotBeReadIsNotQuoted() {
    assertThatThrownBy(() -> JobJson.read("{\"user_id\":\"ann@people.example\"}", Parcel.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("ann");
  }
}
