package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import java.util.List;
import java.util.function.Consumer;

/** Exports the whole trail in chain order and in constant memory. */
public final class TrailExporter {
  private static final int BATCH = 500;

  private final AuditDao dao;
  private final Chain chain;

  TrailExporter(AuditDao dao, Chain chain) {
    this.dao = dao;
    this.chain = chain;
  }

  /** Passes on one line of JSON per entry. */
  public void export(Consumer<String> lines) {
    chain.extendNow();
    long number = Long.MIN_VALUE;
    long id = Long.MIN_VALUE;
    List<AuditEntry> batch = dao.listChained(number, id, BATCH);
    while (!batch.isEmpty()) {
      for (AuditEntry entry : batch) {
        lines.accept(json(ExportedEntry.of(entry)));
        number = entry.number() == null ? number : entry.number();
        id = entry.id();
      }
      batch = dao.listChained(number, id, BATCH);
    }
  }

  private static String json(ExportedEntry entry) {
    try {
      return ApiJson.MAPPER.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
