package dev.gatehouse.products;

import dev.gatehouse.platform.JobType;

/** The payload of an import job. */
record ImportOrder(long importId) {
  static final JobType<ImportOrder> TYPE = new JobType<>("product.import", ImportOrder.class);
}
