package dev.gatehouse.pages;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.ProducesTypes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/**
 * The pages for a new password and a confirmed address. A token comes in the fragment of their
 * address, which no browser sends, and leaves by the script as JSON.
 */
@Path("/account")
@Section(name = "Pages", about = "The pages that links in mails lead to.")
public final class AccountPagesResource {
  private static final String HTML = "text/html";
  private static final String CSS = "text/css";
  private static final String JAVASCRIPT = "text/javascript";

  /** Nothing but the two files beside them, and the API of the same origin. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final String AN_HOUR = "public, max-age=3600";

  private final byte[] resetPassword;
  private final byte[] verifyEmail;
  private final byte[] style = PageFile.read("account.css").bytes();
  private final byte[] script = PageFile.read("account.js").bytes();

  AccountPagesResource(String appName, String publicUrl) {
    // a proxy may have the service under a path of its own
    Map<String, String> values = Map.of("app", appName, "path", URI.create(publicUrl).getRawPath());
    this.resetPassword = PageFile.read("reset-password.html").fill(values).bytes();
    this.verifyEmail = PageFile.read("verify-email.html").fill(values).bytes();
  }

  @GET
  @Path("reset-password")
  @ProducesTypes(HTML)
  @Endpoint(id = "getResetPasswordPage", summary = "The page for a new password")
  public Response resetPassword() {
    return page(resetPassword);
  }

  @GET
  @Path("verify-email")
  @ProducesTypes(HTML)
  @Endpoint(id = "getVerifyEmailPage", summary = "The page for a confirmed address")
  public Response verifyEmail() {
    return page(verifyEmail);
  }

  @GET
  @Path("account.css")
  @ProducesTypes(CSS)
  @Endpoint(id = "getAccountStyle", summary = "The style of these pages")
  public Response style() {
    return file(style, CSS);
  }

  @GET
  @Path("account.js")
  @ProducesTypes(JAVASCRIPT)
  @Endpoint(id = "getAccountScript", summary = "The script of these pages")
  public Response script() {
    return file(script, JAVASCRIPT);
  }

  private static Response page(byte[] page) {
    return utf8(page, HTML).header("Content-Security-Policy", POLICY).build();
  }

  private static Response file(byte[] file, String type) {
    return utf8(file, type).header(HttpHeaders.CACHE_CONTROL, AN_HOUR).build();
  }

  private static Response.ResponseBuilder utf8(byte[] body, String type) {
    // said here, since an answer to HEAD is not written
    return Response.ok(body, type + ";charset=utf-8")
        .header(HttpHeaders.CONTENT_LENGTH, body.length);
  }
}
