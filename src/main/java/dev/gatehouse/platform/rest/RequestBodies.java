package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.MalformedJson;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.StrictJson;
import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.bodies.TreeMemory;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.Form;
import jakarta.validation.Validator;

/** Reads the body of a request into a record, or reports everything that is wrong with it. */
final class RequestBodies {
  private final StrictJson json = new StrictJson();
  private final TreeMemory trees;
  private final RecordBinder binder;

  RequestBodies(Validator validator, TreeMemory trees) {
    this.trees = trees;
    this.binder =
        new RecordBinder(
            RecordBinder.strictJson(), (name, known) -> "is not a known property", validator);
  }

  <T extends Record> T read(RequestContext context, Class<T> type) {
    if (context.isBodyImplied()) {
      return bind(JsonNodeFactory.instance.objectNode(), type, new FieldErrors());
    }
    // decompressed only once there is room for the tree; until then only the bytes sent are held
    return trees.hold(
        BodyBytes.maxSizeOf(context.request()),
        () -> {
          BodyBytes body = BodyBytes.of(context.request());
          context.body(body);
          return bind(body, type);
        });
  }

  private <T extends Record> T bind(BodyBytes body, Class<T> type) {
    FieldErrors errors = new FieldErrors();
    JsonNode tree =
        type.isAnnotationPresent(Form.class) ? FormBody.parse(body, type, errors) : json(body);
    if (!tree.isObject()) {
      throw Failure.invalid("body", "must be a JSON object");
    }
    return bind(tree, type, errors);
  }

  private <T extends Record> T bind(JsonNode tree, Class<T> type, FieldErrors errors) {
    return binder.bind(tree, type, errors).orElseThrow(() -> Failure.invalid(errors.list()));
  }

  private JsonNode json(BodyBytes body) {
    try {
      return json.read(body::open);
    } catch (MalformedJson e) {
      throw Failure.of(CommonCode.MALFORMED_JSON, e.explanation());
    }
  }
}
