package dev.gatehouse.products;

import dev.gatehouse.idempotency.Idempotency;
import dev.gatehouse.idempotency.IdempotentRequest;
import dev.gatehouse.jobs.JobService;
import dev.gatehouse.jobs.JobView;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.csv.TextCharset;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.rest.RequestContext;
import dev.gatehouse.platform.routing.BodyLimit;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.Callable;

/** Imports products. */
@Path("/api/v1/products/import")
@Section(name = "Products", results = ImportResult.class)
public final class ImportResource {
  private static final long MOST_BYTES = 1024L * 1024 * 1024;

  private final ImportUploads uploads;
  private final JobService jobs;
  private final Idempotency idempotency;

  ImportResource(ImportUploads uploads, JobService jobs, Idempotency idempotency) {
    this.uploads = uploads;
    this.jobs = jobs;
    this.idempotency = idempotency;
  }

  /** Whether an upload is a repeat is known only once it has been read completely. */
  @POST
  @Requires("products:import")
  @Endpoint(
      id = "importProducts",
      summary = "Import products",
      details =
          "Takes a CSV with a header line, or NDJSON, of up to 1 GiB, optionally gzipped. The job"
              + " adds or updates a product for each row, by its sku, and reports in its result how"
              + " many were created and updated, and which rows failed and why. Only `sku` is"
              + " required as a column: what is absent stays as it is, and a new product needs"
              + " `name`, `unit_amount` (or `price`) and `currency`. The separator of a CSV (`,`"
              + " `;` tab `|`) is found from its header; its `charset` is utf-8, utf-16,"
              + " windows-1252 or iso-8859-1.",
      response = JobView.class,
      status = 202,
      headers = "Location")
  @Consumes({
    TransferFormat.CSV_TYPE,
    TransferFormat.NDJSON_TYPE,
    TransferFormat.CSV_TYPE_OF_MACOS,
    TransferFormat.CSV_TYPE_OF_EXCEL
  })
  @BodyLimit(MOST_BYTES)
  public Response take(
      @Auth Caller caller,
      @Context RequestOrigin origin,
      @Context HttpHeaders headers,
      @BeanParam ImportQuery query,
      @Context RequestContext context,
      @Example(
              type = {
                TransferFormat.CSV_TYPE,
                TransferFormat.CSV_TYPE_OF_MACOS,
                TransferFormat.CSV_TYPE_OF_EXCEL
              },
              value = "sku,name,unit_amount,currency,stock\nMUG-1,Mug,1250,EUR,10\n")
          @Example(
              type = TransferFormat.NDJSON_TYPE,
              value =
                  "{\"sku\":\"MUG-1\",\"name\":\"Mug\",\"unit_amount\":1250,\"currency\":\"EUR\",\"stock\":10}\n")
          InputStream body) {
    ImportOptions options = query.options();
    MediaType type = headers.getMediaType();
    IdempotentRequest request = IdempotentRequest.of(context);
    MessageDigest digest = Idempotency.newBodyDigest();
    TransferFormat format = TransferFormat.of(type);
    InputStream read = request.key() == null ? body : new DigestInputStream(body, digest);
    return uploads.receive(
        read,
        format,
        charsetOf(type, format),
        options,
        upload -> once(request, digest.digest(), () -> accepted(upload.begin(origin))));
  }

  private static TextCharset charsetOf(MediaType type, TransferFormat format) {
    String name = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    return name == null
        ? TextCharset.UTF_8
        : TextCharset.named(name)
            .filter(charset -> format == TransferFormat.CSV || charset == TextCharset.UTF_8)
            .orElseThrow(
                () ->
                    Failure.of(
                        CommonCode.UNSUPPORTED_MEDIA_TYPE,
                        "The charset of a CSV is utf-8, utf-16, windows-1252 or iso-8859-1, that of"
                            + " NDJSON utf-8"));
  }

  private Response once(IdempotentRequest request, byte[] digest, Callable<Response> work) {
    try {
      return idempotency.once(request, digest, work).toResponse();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Response accepted(long job) {
    return Responses.accepted("/api/v1/jobs/" + job, JobView.of(jobs.get(job)));
  }
}
