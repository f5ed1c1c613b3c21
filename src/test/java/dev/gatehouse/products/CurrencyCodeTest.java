package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurrencyCodeTest {
  @Test
  void currenciesThatCirculateAreActive() {
    for (String code :
        List.of(
            "EUR", "USD", "JPY", "GBP", "CHF", "KWD", "ZWG", "SLE", "VED", "XCG", "XAF", "XCD",
            "XOF", "XPF")) {
      assertThat(CurrencyCode.Validator.isActive(code)).as(code).isTrue();
    }
  }

  @Test
  void oldCurrenciesFundsMetalsAndTestsAreNot() {
    for (String code :
        List.of(
            "DEM", "FRF", "HRK", "ZWL", "SLL", "ANG", "VEF", "CUC", "BGN", "XAU", "XAG", "XXX",
            "XTS", "XDR", "XSU", "XUA", "CHE", "CHW", "CLF", "COU", "BOV", "MXV", "USN", "UYI",
            "UYW")) {
      assertThat(CurrencyCode.Validator.isActive(code)).as(code).isFalse();
    }
  }

  @Test
  void aCodeIsThreeCapitals() {
    for (String code : List.of("", "eur", "Eur", "EU", "EURO", " EUR", "978", "EUR USD")) {
      assertThat(CurrencyCode.Validator.isActive(code)).as(code).isFalse();
    }
  }
}
