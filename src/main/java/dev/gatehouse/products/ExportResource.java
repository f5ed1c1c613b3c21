package dev.gatehouse.products;

import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import org.jspecify.annotations.Nullable;

/** Exports all products. */
@Path("/api/v1/products/export")
@Requires("products:export")
@Section(name = "Products")
public final class ExportResource {
  record ExportOptions(
      @About("Format of the export; `csv` by default.") @Nullable TransferFormat format,
      @About(
              "Whether a CSV begins with a byte order mark, by which spreadsheets tell UTF-8;"
                  + " `true` by default.")
          @Nullable Boolean bom) {
    TransferFormat formatOrDefault() {
      return format == null ? TransferFormat.CSV : format;
    }

    boolean hasBom() {
      return bom == null || bom;
    }
  }

  private final ProductExport export;

  ExportResource(ProductExport export) {
    this.export = export;
  }

  @GET
  @Endpoint(
      id = "exportProducts",
      summary = "Export all products",
      details =
          "Includes inactive products, ordered by id. In CSV an apostrophe precedes what a"
              + " spreadsheet might take for a formula; an export can be imported unchanged.",
      headers = "Content-Disposition")
  @Produces({TransferFormat.CSV_TYPE, TransferFormat.NDJSON_TYPE})
  public Response export(
      @Auth Caller caller, @BeanParam ExportOptions options, @Context Request request) {
    TransferFormat format = options.formatOrDefault();
    requireAcceptable(format, request);
    return Responses.download(
        "products." + format.key(),
        format.mediaType(),
        request,
        out -> export.write(format, options.hasBom(), out));
  }

  private static void requireAcceptable(TransferFormat format, Request request) {
    MediaType type = MediaType.valueOf(format.mediaType());
    if (request.selectVariant(Variant.mediaTypes(type).build()) == null) {
      throw new NotAcceptableException();
    }
  }
}
