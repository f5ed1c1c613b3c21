import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.JobsApi;
import org.openapitools.client.api.PeopleApi;
import org.openapitools.client.api.ProductsApi;
import org.openapitools.client.api.SigningInApi;
import org.openapitools.client.model.Job;
import org.openapitools.client.model.JobResult;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Product;
import org.openapitools.client.model.ProductForm;
import org.openapitools.client.model.ProductPage;
import org.openapitools.client.model.ProductPatch;
import org.openapitools.client.model.RowError;
import org.openapitools.client.model.Tokens;
import org.openapitools.client.model.UserForm;

/** Walks through the service by a client of openapi-generator's java, library native. */
public class Walk {
  private static final String PASSWORD = "correct horse 42";

  private final ApiClient client = new ApiClient();
  private final PeopleApi people;
  private final ProductsApi products;
  private final JobsApi jobs;
  private final String word;
  private String token;

  private Walk(String base, String word) {
    client.updateBaseUri(base);
    // before the parts of the API are made, as they copy it
    client.setRequestInterceptor(
        request -> {
          if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
          }
        });
    this.people = new PeopleApi(client);
    this.products = new ProductsApi(client);
    this.jobs = new JobsApi(client);
    this.word = word;
  }

  public static void main(String[] arguments) throws Exception {
    Walk walk = new Walk(arguments[0], arguments[4]);
    walk.signUp(arguments[1]);
    walk.asAdministrator(arguments[2], arguments[3], Path.of(arguments[5]));
  }

  private void signUp(String email) throws ApiException {
    people.signUp(new UserForm().email(email).fullName("Gena Rated").password(PASSWORD), null);
    signIn(email, PASSWORD);
    System.out.println("signed up: " + people.getMe(null).getFullName());
  }

  private void asAdministrator(String email, String password, Path file) throws Exception {
    signIn(email, password);
    Product last = null;
    String tag = null;
    for (int n = 1; n <= 3; n++) {
      ApiResponse<Product> added = products.addProductWithHttpInfo(product(n), null);
      last = added.getData();
      tag = added.getHeaders().get("ETag").get(0);
    }
    System.out.println("paged: " + String.join(" ", skus()));

    long id = last.getId();
    String version = tag;
    ProductPatch patch = new ProductPatch().description("Holds 300 ml.");
    System.out.println("changed: " + products.editProduct(id, patch, tag).getDescription());
    System.out.println("stale: " + problem(() -> products.editProduct(id, patch, version)));

    Job job = imported();
    JobResult result = job.getResult();
    RowError fault = result.getErrors().get(0);
    System.out.printf(
        "imported: %s %d %d %d %s%n",
        job.getState(), result.getCreated(), result.getFailed(), fault.getLine(), fault.getField());

    Files.copy(products.exportProducts("csv", false).toPath(), file);
    System.out.println("exported: " + (Files.readString(file).split(word + "-").length - 1));

    System.out.println("refused: " + problem(() -> products.addProduct(product(1), null)));
  }

  private void signIn(String email, String password) throws ApiException {
    Tokens tokens = new SigningInApi(client).signIn(email, password, "password", null, null);
    token = tokens.getAccessToken();
  }

  private ProductForm product(int n) {
    return new ProductForm()
        .sku(word + "-" + n)
        .name(word + " " + n)
        .unitAmount(1250L)
        .currency("EUR");
  }

  private List<String> skus() throws ApiException {
    List<String> skus = new ArrayList<>();
    String cursor = null;
    do {
      ProductPage page =
          products.listProducts(
              word, null, null, null, null, null, null, null, "name", 2, cursor, null);
      page.getItems().stream().map(Product::getSku).forEach(skus::add);
      cursor = page.getNextCursor();
    } while (cursor != null);
    return skus;
  }

  private Job imported() throws ApiException, InterruptedException {
    String csv =
        "sku,name,unit_amount,currency\n%1$s-4,Mug,1250,EUR\n%1$s-5,Mug,much,EUR\n".formatted(word);
    Job job = products.importProducts(csv, null, "ignore", null, null, null);
    while (job.getFinishedAt() == null) {
      Thread.sleep(100);
      job = jobs.getJob(job.getId());
    }
    return job;
  }

  private String problem(Sent request) throws Exception {
    try {
      request.send();
    } catch (ApiException e) {
      Problem problem = client.getObjectMapper().readValue(e.getResponseBody(), Problem.class);
      return problem.getStatus() + " " + problem.getCode();
    }
    throw new IllegalStateException("not refused");
  }

  private interface Sent {
    Object send() throws ApiException;
  }
}
