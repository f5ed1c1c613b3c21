package dev.gatehouse.products;

import dev.gatehouse.jobs.JobType;

/** What the job of an import is told. */
record ImportOrder(long importId) {
  static final JobType<ImportOrder> TYPE = new JobType<>("product.import", ImportOrder.class);
}
