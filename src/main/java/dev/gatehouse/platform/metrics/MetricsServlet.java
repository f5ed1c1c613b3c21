package dev.gatehouse.platform.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Serves {@code /metrics} as Prometheus text, OpenMetrics or JSON, whichever the scraper accepts.
 */
public final class MetricsServlet extends HttpServlet {
  private static final JsonFactory JSON = new JsonFactory();

  private final transient Metrics metrics;

  public MetricsServlet(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accept = request.getHeader("Accept");
    MetricSnapshots snapshots = metrics.scrape();
    ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 15);
    if (accept != null && accept.contains("application/json")) {
      response.setContentType("application/json");
      try (JsonGenerator json = JSON.createGenerator(body)) {
        write(snapshots, json);
      }
    } else {
      boolean open = accept != null && accept.contains("application/openmetrics-text");
      ExpositionFormatWriter writer =
          open ? OpenMetricsTextFormatWriter.create() : PrometheusTextFormatWriter.create();
      response.setContentType(writer.getContentType());
      writer.write(body, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.size());
    body.writeTo(response.getOutputStream());
  }

  private static void write(MetricSnapshots snapshots, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (MetricSnapshot snapshot : snapshots) {
      json.writeArrayFieldStart(nameOf(snapshot));
      for (DataPointSnapshot point : snapshot.getDataPoints()) {
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        for (Label label : point.getLabels()) {
          json.writeStringField(label.getName(), label.getValue());
        }
        json.writeEndObject();
        write(point, json);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The name in the text format, which adds a suffix for the type of metric. */
  private static String nameOf(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    if (snapshot instanceof CounterSnapshot) {
      return name + "_total";
    }
    return snapshot instanceof InfoSnapshot ? name + "_info" : name;
  }

  private static void write(DataPointSnapshot point, JsonGenerator json) throws IOException {
    if (point instanceof CounterDataPointSnapshot counter) {
      json.writeNumberField("value", counter.getValue());
    } else if (point instanceof GaugeDataPointSnapshot gauge) {
      json.writeNumberField("value", gauge.getValue());
    } else if (point instanceof InfoSnapshot.InfoDataPointSnapshot) {
      json.writeNumberField("value", 1);
    } else if (point instanceof DistributionDataPointSnapshot distribution) {
      if (distribution.hasCount()) {
        json.writeNumberField("count", distribution.getCount());
      }
      if (distribution.hasSum()) {
        json.writeNumberField("sum", distribution.getSum());
      }
      if (point instanceof HistogramDataPointSnapshot histogram
          && histogram.hasClassicHistogramData()) {
        json.writeObjectFieldStart("buckets");
        for (ClassicHistogramBucket bucket : histogram.getClassicBuckets()) {
          json.writeNumberField(Double.toString(bucket.getUpperBound()), bucket.getCount());
        }
        json.writeEndObject();
      }
    }
  }
}
