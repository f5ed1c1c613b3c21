package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The mappings of docs/imports.md, tried on files of the form that the shops export. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignShopApiTest {
  private final Person root = Service.shared().admin();
  private final String guide;

  ForeignShopApiTest() throws IOException {
    guide = Files.readString(Path.of("docs/imports.md"));
  }

  private String section(String shop) {
    int from = guide.indexOf("### " + shop + "\n");
    int next = guide.indexOf("\n#", from + 1);
    return guide.substring(from, next);
  }

  private String documented(String shop, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(section(shop));
    assertThat(found.find()).as(shop).isTrue();
    return found.group(1);
  }

  private String map(String shop) {
    return documented(shop, "(?s)```text\n(.*?)\n```");
  }

  private Answer imported(String map, String csv) {
    String query =
        "?unknown=ignore&map=" + URLEncoder.encode(map, StandardCharsets.UTF_8).replace("+", "%20");
    return Imports.ended(root, root.post(Imports.PATH + query).body(Imports.CSV, csv).answer());
  }

  /** The file with the column that no shop exports. */
  private static String withCurrency(String csv) {
    List<String> lines = csv.lines().toList();
    return lines.get(0)
        + ",currency\n"
        + lines.stream().skip(1).map(line -> line + ",EUR\n").collect(Collectors.joining());
  }

  private List<String> product(String sku) {
    JsonNode product = root.get(ProductFixtures.PATH + "?q=" + sku).answer().json().at("/items/0");
    return List.of("name", "description", "unit_amount", "stock").stream()
        .map(name -> product.path(name).asText())
        .toList();
  }

  private static List<String> ignored(Answer job) {
    return job.json().at("/result/ignored_columns").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void anExportOfShopify() {
    String sku = Service.newName();
    String csv =
        """
        Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,\
        Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,\
        Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
        Variant Fulfillment Service,Variant Price,Variant Compare At Price,\
        Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,\
        Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,\
        Variant Tax Code,Cost per item,Status
        tuete,"Tüte, groß","<p>Eine ""Tüte""</p>",Acme,,Bags,"a, b",true,Size,S,,,,,%1$s-S,120,\
        shopify,8,deny,manual,12.50,,true,true,,https://img.example/1.png,1,,false,,,,g,,4.00,active
        tuete,,,,,,,,,M,,,,,%1$s-M,120,shopify,5,deny,manual,13.00,,true,true,,,,,,,,,g,,,
        tuete,,,,,,,,,,,,,,,,,,,,,,,,,https://img.example/2.png,2,,,,,,,,,
        """
            .formatted(sku);

    Answer job =
        imported(map("Shopify"), withCurrency(csv).replace(",2,,,,,,,,,,EUR", ",2,,,,,,,,,,"));
    Answer prices = imported(map("Shopify").replace("Title:name,", ""), csv);

    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job)).singleElement().asString().startsWith("3: name ");
    assertThat(product(sku + "-S"))
        .containsExactly("Tüte, groß", "<p>Eine \"Tüte\"</p>", "1250", "8");
    assertThat(Imports.counts(prices)).containsExactly(0L, 1L, 1L);
    assertThat(Imports.errors(prices).get(0)).startsWith("3: There is no product with this sku");
    assertThat(ignored(prices)).contains("Handle", "Vendor", "Title").doesNotContain("Variant SKU");
  }

  @Test
  void anExportOfWooCommerce() {
    String sku = Service.newName();
    String csv =
        """
        ID,Type,SKU,Name,Published,"Is featured?","Visibility in catalog","Short description",\
        Description,"Date sale price starts","Date sale price ends","Tax status","Tax class",\
        "In stock?",Stock,"Low stock amount","Backorders allowed?","Sold individually?",\
        "Weight (kg)","Length (cm)","Width (cm)","Height (cm)","Allow customer reviews?",\
        "Purchase note","Sale price","Regular price",Categories,Tags,"Shipping class",Images,\
        "Download limit","Download expiry days",Parent,"Grouped products",Upsells,Cross-sells,\
        "External URL","Button text",Position
        44,simple,%1$s-a,"Tüte, groß",1,0,visible,,"Holds 5 l.",,,taxable,,1,12,,0,0,,,,,1,,,9.9,\
        Bags,,,,,,,,,,,,0
        45,simple,%1$s-b,Becher,1,0,visible,,,,,taxable,,1,,,0,0,,,,,1,,,4,Bags,,,,,,,,,,,,0
        """
            .formatted(sku);

    Answer job = imported(map("WooCommerce"), withCurrency(csv));
    Answer again = imported(map("WooCommerce"), csv.replace(",9.9,", ",10,"));

    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job)).singleElement().asString().startsWith("3: stock ");
    assertThat(Imports.counts(again)).containsExactly(0L, 1L, 1L);
    assertThat(product(sku + "-a")).containsExactly("Tüte, groß", "Holds 5 l.", "1000", "12");
    assertThat(ignored(again)).contains("Type", "Published", "Sale price").doesNotContain("SKU");
  }

  @Test
  void anExportOfMagento() throws Exception {
    String sku = Service.newName();
    String csv =
        """
        sku,store_view_code,attribute_set_code,product_type,categories,product_websites,name,\
        description,short_description,weight,product_online,tax_class_name,visibility,price,\
        special_price,special_price_from_date,special_price_to_date,url_key,meta_title,\
        meta_keywords,meta_description,created_at,updated_at,new_from_date,new_to_date,\
        additional_attributes,qty,out_of_stock_qty,is_in_stock
        %1$s,,Bag,simple,"Default Category/Bags",base,"Tüte, groß","<p>Holds 5 l.</p>",,0.500000,1,\
        "Taxable Goods","Catalog, Search",34.000000,29.500000,,,tuete,,,,"3/12/26, 9:00 AM",\
        "3/12/26, 9:00 AM",,,"color=red,material=paper",100.0000,0.0000,1
        """
            .formatted(sku);
    String sed = documented("Magento", "`sed -E '(.*?)'`");

    Answer raw = imported(map("Magento"), withCurrency(csv));
    Answer job = imported(map("Magento"), edited(sed, withCurrency(csv)));

    assertThat(Imports.errors(raw))
        .singleElement()
        .asString()
        .startsWith("2: price must have at most 2 decimals in EUR");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(product(sku)).containsExactly("Tüte, groß", "<p>Holds 5 l.</p>", "3400", "100");
    assertThat(ignored(job)).contains("store_view_code", "url_key").doesNotContain("qty", "price");
  }

  private static String edited(String script, String text) throws Exception {
    Path file = Files.createTempFile("export", ".csv");
    try {
      Files.writeString(file, text);
      Process sed = new ProcessBuilder("sed", "-E", script, file.toString()).start();
      String result = new String(sed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(sed.waitFor()).isZero();
      return result;
    } finally {
      Files.delete(file);
    }
  }
}
