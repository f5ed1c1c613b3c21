package dev.gatehouse.products;

import dev.gatehouse.platform.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an import job.
 *
 * @param options null in jobs of releases that had none
 * @param form null likewise, and for NDJSON
 */
record ImportOrder(long importId, @Nullable ImportOptions options, @Nullable ImportForm form) {
  static final JobType<ImportOrder> TYPE = new JobType<>("product.import", ImportOrder.class);

  ImportOptions optionsOrNone() {
    return options == null ? ImportOptions.NONE : options;
  }

  ImportForm formOrUsual() {
    return form == null ? ImportForm.RFC_4180 : form;
  }
}
