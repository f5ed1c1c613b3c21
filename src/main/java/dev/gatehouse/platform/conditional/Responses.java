package dev.gatehouse.platform.conditional;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** Builds responses that are more than a 200 with a body. */
public final class Responses {
  private static final String PUBLIC = "public, no-cache";
  private static final String VARY = "Authorization, Origin, Accept-Encoding";

  private Responses() {}

  /** 200 with the row's tag, or 304 if the client has this version. */
  public static Response ok(Record view, EntityTag tag, Preconditions preconditions) {
    return conditional(view, tag, preconditions).build();
  }

  /** The same for a response that is equal for all anonymous clients and may be cached. */
  public static Response publicOk(Record view, EntityTag tag, Preconditions preconditions) {
    return conditional(view, tag, preconditions)
        .header(HttpHeaders.CACHE_CONTROL, PUBLIC)
        .header(HttpHeaders.VARY, VARY)
        .build();
  }

  /**
   * A response that scripts of any origin may read and caches may reuse for five minutes: 200 with
   * the tag, or 304 if the client has this version.
   */
  public static Response forAnyOrigin(Record view, EntityTag tag, Preconditions preconditions) {
    return conditional(view, tag, preconditions)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
        .header("Access-Control-Allow-Origin", "*")
        .build();
  }

  /** 200 with the row's tag after the change. */
  public static Response changed(Record view, EntityTag tag) {
    return Response.ok(view).header(HttpHeaders.ETAG, tag.toString()).build();
  }

  /** 201 with the path of the new row. */
  public static Response created(String path, Record view, EntityTag tag) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, path)
        .header(HttpHeaders.ETAG, tag.toString())
        .entity(view)
        .build();
  }

  /** The same for a row without a tag. */
  public static Response created(String path, Record view) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, path)
        .entity(view)
        .build();
  }

  /** 202 with {@code {}}. */
  public static Response accepted() {
    return Response.accepted(new Empty()).build();
  }

  /** 202 with a body and the path of the job. */
  public static Response accepted(String path, Record view) {
    return Response.accepted(view).header(HttpHeaders.LOCATION, path).build();
  }

  /** A file that is equal for all clients, or 304. */
  public static Response file(
      String mediaType, byte[] content, EntityTag tag, Preconditions preconditions) {
    Response.ResponseBuilder response =
        preconditions.clientHas(tag)
            ? Response.notModified()
            : Response.ok(content, mediaType)
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length));
    return response
        .header(HttpHeaders.ETAG, tag.toString())
        .header(HttpHeaders.CACHE_CONTROL, PUBLIC)
        .build();
  }

  /**
   * A file in UTF-8 that is written while it is sent. HEAD gets its headers, and nothing is
   * written.
   */
  public static Response download(
      String fileName, String mediaType, Request request, StreamingOutput content) {
    Response.ResponseBuilder response =
        Response.ok()
            .type(mediaType + "; charset=utf-8")
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"");
    return request.getMethod().equals(HttpMethod.HEAD)
        ? response.build()
        : response.entity(content).build();
  }

  private static Response.ResponseBuilder conditional(
      Record view, EntityTag tag, Preconditions preconditions) {
    Response.ResponseBuilder response =
        preconditions.clientHas(tag) ? Response.notModified() : Response.ok(view);
    return response.header(HttpHeaders.ETAG, tag.toString());
  }

  private record Empty() {}
}
