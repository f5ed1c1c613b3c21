import java.util.ArrayList;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.PeopleApi;
import org.openapitools.client.api.ProductsApi;
import org.openapitools.client.api.SigningInApi;
import org.openapitools.client.model.UserForm;
import org.openapitools.client.model.Product;
import org.openapitools.client.model.ProductPage;
import org.openapitools.client.model.Tokens;

/** Signs up, signs in and pages products by a generated client; prints who it is and what it found. */
public class Walk {
  private static final String PASSWORD = "correct horse 42";

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    String email = arguments[1];
    String search = arguments[2];

    UserForm form = new UserForm().email(email).fullName("Gena Rated").password(PASSWORD);
    new PeopleApi(client).signUp(form, null);
    Tokens tokens = new SigningInApi(client).signIn(email, PASSWORD, "password", null, null);
    client.setRequestInterceptor(
        request -> request.setHeader("Authorization", "Bearer " + tokens.getAccessToken()));
    System.out.println(new PeopleApi(client).getMe(null).getFullName());

    List<String> skus = new ArrayList<>();
    String cursor = null;
    do {
      ProductPage page =
          new ProductsApi(client)
              .listProducts(search, null, null, null, null, null, "name", 2, cursor, null);
      page.getItems().stream().map(Product::getSku).forEach(skus::add);
      cursor = page.getNextCursor();
    } while (cursor != null);
    System.out.println(String.join(" ", skus));
  }
}
